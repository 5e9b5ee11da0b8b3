package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever waits leaves its carrier to others. */
class CarrierTest {
    @Test
    void oneCarrierIsEnough() throws Exception {
        String output = ChildJvm.run(OneCarrierProgram.class,
            "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        assertTrue(output.contains("all went on"), output);
    }

    @Test
    void noCarrierIsPinned(@TempDir Path directory) throws Exception {
        waitInEveryWay(); // who waits while another thread loads the same class for the first time is pinned by that
        Path file = directory.resolve("pinned.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            waitInEveryWay();
            recording.stop();
            recording.dump(file);
        }
        assertTrue(Files.exists(file));
        List<RecordedEvent> pinned = RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned")).toList();
        assertEquals(List.of(), pinned);
    }

    private static void waitInEveryWay() throws Exception {
        for (Taking taking : Taking.waiting().toList()) {
            waitToReceive(Channels.unbounded(), taking);
            waitToReceive(Channels.bounded(1), taking);
            waitToReceive(Channels.rendezvous(), taking);
        }
        for (Putting putting : Putting.waiting().toList()) {
            waitToSend(Channels.bounded(1), putting);
            waitToSend(Channels.rendezvous(), putting);
        }
    }

    private static void waitToReceive(Channel<Integer> channel, Taking taking) throws Exception {
        List<Task<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(Task.start(Thread.ofVirtual().factory(), () -> taking.from(channel.receiver())));
        }
        waiting.forEach(Task::awaitBlocked);
        for (int i = 0; i < 10; i++) {
            channel.sender().send(i);
        }
        for (Task<Integer> task : waiting) {
            task.get();
        }
        channel.sender().close();
        channel.receiver().close();
    }

    private static void waitToSend(Channel<Integer> channel, Putting putting) throws Exception {
        List<Task<Boolean>> waiting = new ArrayList<>();
        for (int i = channel.sender().capacity(); i > 0; i--) {
            channel.sender().send(i);
        }
        for (int i = 0; i < 10; i++) {
            waiting.add(Task.start(Thread.ofVirtual().factory(), () -> putting.into(channel.sender(), 1)));
        }
        waiting.forEach(Task::awaitBlocked);
        for (int i = channel.sender().capacity() + 10; i > 0; i--) {
            channel.receiver().receive();
        }
        for (Task<Boolean> task : waiting) {
            assertTrue(task.get());
        }
        channel.sender().close();
        channel.receiver().close();
    }
}
