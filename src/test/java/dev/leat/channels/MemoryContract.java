package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a channel keeps reachable: what is queued, and nothing else. */
abstract class MemoryContract extends ChannelContract {
    @ParameterizedTest
    @EnumSource
    void aReceivedMessageIsReleased(Taking taking) throws Exception {
        assumeRoom(1);
        Channel<Object> channel = open();
        List<Reference<?>> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            messages.add(send(channel.sender()));
            assertNotNull(taking.from(channel.receiver()));
        }
        Await.collected(messages);
    }

    @Test
    void receivedBatchesAreReleased() throws Exception {
        assumeRoom(300);
        Channel<Object> channel = open();
        List<Reference<?>> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            messages.add(send(channel.sender()));
        }
        assertEquals(100, channel.receiver().drainTo(new ArrayList<>(), 100));
        assertEquals(100, channel.receiver().receiveMany(new ArrayList<>(), 100));
        assertEquals(100, channel.receiver().drainTo(new ArrayList<>()));
        Await.collected(messages);
    }

    @Test
    void whatAnIteratorGaveOutIsReleased() throws Exception {
        assumeRoom(1);
        Channel<Object> channel = open();
        Iterator<Object> iterator = channel.receiver().iterator();
        WeakReference<?> message = send(channel.sender());
        assertTrue(iterator.hasNext());
        assertNotNull(iterator.next());
        Await.collected(List.of(message));
        Reference.reachabilityFence(iterator);
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void whatAWaitingReceiverGotIsReleased(Taking taking) throws Exception {
        Channel<Object> channel = open();
        Task<WeakReference<?>> waiting = start(() -> new WeakReference<>(taking.from(channel.receiver())));
        waiting.awaitBlocked();
        send(channel.sender());
        Await.collected(List.of(waiting.get()));
    }

    @Test
    void theLastReceiverReleasesWhatIsQueued() throws Exception {
        assumeRoom(1_000);
        Channel<Object> channel = open();
        List<Reference<?>> messages = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            messages.add(send(channel.sender()));
        }
        channel.receiver().close();
        Await.collected(messages);
    }

    @Test
    void theLastReceiverReleasesWhatIsQueuedWithoutSenders() throws Exception {
        assumeRoom(1_000);
        Channel<Object> channel = open();
        List<Reference<?>> messages = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            messages.add(send(channel.sender()));
        }
        channel.sender().close();
        channel.receiver().close();
        Await.collected(messages);
    }

    @Test
    void aRefusedMessageIsReleased() {
        Channel<Object> channel = open();
        channel.receiver().close();
        List<Reference<?>> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(sendInVain(channel.sender()));
        }
        Await.collected(messages);
    }

    @Test
    void sendsThatRaceWithTheLastReceiverAreReleased() throws Exception {
        List<Channel<?>> channels = new ArrayList<>();
        List<Reference<?>> messages = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            Channel<Object> channel = open();
            channels.add(channel);
            Task<List<Reference<?>>> first = start(() -> sendUntilRefused(channel.sender()));
            Task<List<Reference<?>>> second = start(() -> sendUntilRefused(channel.sender()));
            channel.receiver().tryReceive(Duration.ofNanos(round * 100));
            channel.receiver().close();
            messages.addAll(first.get());
            messages.addAll(second.get());
            assertEquals(0, channel.sender().size());
        }
        Await.collected(messages);
        Reference.reachabilityFence(channels);
    }

    private static List<Reference<?>> sendUntilRefused(Sender<Object> sender) throws Exception {
        List<Reference<?>> messages = new ArrayList<>();
        try {
            while (true) {
                messages.add(send(sender));
                Thread.yield();
            }
        } catch (DisconnectedException refused) {
            return messages;
        }
    }

    @Test
    void threadsThatWaitedAreReleased() throws Exception {
        Channel<Object> channel = open();
        Receiver<Object> second = closing(channel.receiver().duplicate());
        List<Reference<?>> threads = new ArrayList<>();
        threads.add(thread(() -> channel.receiver().tryReceive(Duration.ofMillis(1)), () -> { }));
        Task<Object> other = start(channel.receiver()::receive).awaitBlocked();
        threads.add(thread(() -> channel.receiver().tryReceive(Duration.ofMillis(1)), () -> { }));
        threads.add(thread(second::receive, second::close));
        Await.collected(threads);
        channel.sender().send("for the other");
        assertEquals("for the other", other.get());
        threads.add(thread(channel.receiver()::receive, () -> send(channel.sender())));
        Task<Object> interrupted = start(channel.receiver()::receive).awaitBlocked();
        interrupted.interrupt();
        assertThrows(InterruptedException.class, interrupted::get);
        threads.add(new WeakReference<>(interrupted.thread()));
        interrupted = null;
        other = null;
        Await.collected(threads);
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Lets a thread wait until an action ends that; returns the dead thread. */
    private WeakReference<Thread> thread(Callable<?> wait, Action end) throws Exception {
        Task<?> task = start(wait);
        Await.until(() -> task.isDone() || task.thread().getState() != Thread.State.RUNNABLE, "waits or is done");
        end.run();
        try {
            task.get();
        } catch (IllegalStateException closed) {
            assertNotNull(closed.getMessage());
        }
        task.thread().join();
        return new WeakReference<>(task.thread());
    }

    @Test
    void fiveMillionQueuedMessagesAreReleasedAtOnce() throws Exception {
        int messages = 5_000_000;
        assumeRoom(messages);
        Channel<Object> channel = open();
        long before = Heap.used();
        for (int i = 0; i < messages; i++) {
            channel.sender().send(new Object());
        }
        assertEquals(messages, channel.sender().size());
        long full = Heap.used();
        assertTrue(full - before > messages * 16L, () -> "nothing to release: " + (full - before));
        channel.receiver().close();
        assertEquals(0, channel.sender().size());
        Await.until(() -> Heap.used() - before < (full - before) / 20, "the heap goes back");
    }

    private static WeakReference<Object> send(Sender<Object> sender) throws InterruptedException {
        Object message = new Object();
        sender.send(message);
        return new WeakReference<>(message);
    }

    private static WeakReference<Object> sendInVain(Sender<Object> sender) {
        Object message = new Object();
        assertThrows(DisconnectedException.class, () -> sender.send(message));
        return new WeakReference<>(message);
    }
}
