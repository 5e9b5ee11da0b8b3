package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ManyVirtualThreadsTest {
    private static final int THREADS = 10_000;

    private final Channel<Integer> channel = Channels.unbounded();

    @Test
    void allWaitAndAllGetAMessage() throws Exception {
        List<Task<Integer>> waiting = start(channel.receiver()::receive);
        waiting.forEach(Task::awaitBlocked);
        for (int i = 0; i < THREADS; i++) {
            channel.sender().send(i);
        }
        BitSet received = new BitSet();
        for (Task<Integer> task : waiting) {
            received.set(task.get());
        }
        assertEquals(THREADS, received.cardinality());
    }

    @Test
    void allWaitAndAllAreToldTheEnd() throws Exception {
        List<Task<Integer>> waiting = start(channel.receiver()::receive);
        waiting.forEach(Task::awaitBlocked);
        channel.sender().close();
        for (Task<Integer> task : waiting) {
            assertThrows(DisconnectedException.class, task::get);
        }
    }

    @Test
    void allWaitAndAllTimeOut() throws Exception {
        for (Task<Integer> task : start(() -> channel.receiver().tryReceive(Duration.ofMillis(200)))) {
            assertNull(task.get());
        }
        channel.sender().send(1);
        assertEquals(1, channel.receiver().tryReceive());
    }

    @Test
    void allWaitAndAllAreInterrupted() throws Exception {
        List<Task<Integer>> waiting = start(channel.receiver()::receive);
        waiting.forEach(Task::awaitBlocked);
        waiting.forEach(Task::interrupt);
        for (Task<Integer> task : waiting) {
            assertThrows(InterruptedException.class, task::get);
        }
        channel.sender().send(1);
        assertEquals(1, channel.receiver().tryReceive());
    }

    @Test
    void allSend() throws Exception {
        List<Task<Integer>> sending = start(() -> {
            try (Sender<Integer> sender = channel.sender().duplicate()) {
                sender.send(1);
                return 1;
            }
        });
        int sum = 0;
        for (int i = 0; i < THREADS; i++) {
            sum += channel.receiver().receive();
        }
        assertEquals(THREADS, sum);
        for (Task<Integer> task : sending) {
            assertEquals(1, task.get());
        }
        assertEquals(1, channel.receiver().senderCount());
    }

    @Test
    void eachHandsOnToTheNext() throws Exception {
        List<Channel<Integer>> links = new ArrayList<>(List.of(channel));
        List<Task<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Receiver<Integer> from = links.get(i).receiver();
            Channel<Integer> next = Channels.unbounded();
            links.add(next);
            threads.add(Task.start(Thread.ofVirtual().factory(), () -> {
                try (from; Sender<Integer> to = next.sender()) {
                    for (Integer message : from) {
                        to.send(message + 1);
                    }
                    return null;
                }
            }));
        }
        channel.sender().send(0);
        channel.sender().send(1);
        channel.sender().close();
        try (Receiver<Integer> last = links.get(THREADS).receiver()) {
            assertEquals(List.of(THREADS, THREADS + 1), last.stream().toList());
        }
        for (Task<Void> thread : threads) {
            thread.get();
        }
    }

    private static <V> List<Task<V>> start(Callable<V> body) {
        List<Task<V>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            tasks.add(Task.start(Thread.ofVirtual().factory(), body));
        }
        return tasks;
    }

    @AfterEach
    void closeHandles() {
        channel.sender().close();
        channel.receiver().close();
    }
}
