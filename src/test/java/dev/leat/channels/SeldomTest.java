package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.engine.Inside;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where messages are seldom, a platform thread that waits parks at once: its yields would be in vain each time. */
class SeldomTest {
    /** Far longer than a wait that is taken for a long one is at least. */
    private static final long LONG_NANOS = 1_000_000;
    private static final int MESSAGES = 4;

    private final AtomicInteger done = new AtomicInteger();

    static Stream<Channel<Integer>> flavours() {
        return Stream.of(Channels.unbounded(), Channels.bounded(1), Channels.bounded(5), Channels.rendezvous());
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void whoReceives(Channel<Integer> channel) throws Exception {
        try (var sender = channel.sender(); var receiver = channel.receiver()) {
            assertLearnsFrom(receiver, () -> assertReceived(receiver.receive()), () -> sender.send(done.get()));
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void whoSelects(Channel<Integer> channel) throws Exception {
        try (var sender = channel.sender(); var receiver = channel.receiver(); var never = Channels.never()) {
            var select = Select.of(Select.receive(receiver, message -> message), Select.receive(never, message -> -1));
            assertLearnsFrom(receiver, () -> assertReceived(select.select()), () -> sender.send(done.get()));
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void whoReceivesFromAMergedReceiver(Channel<Integer> channel) throws Exception {
        try (var sender = channel.sender(); var merged = Channels.merge(List.of(channel.receiver()))) {
            assertLearnsFrom(merged, () -> assertReceived(merged.receive()), () -> sender.send(done.get()));
        }
    }

    @Test
    void whoSendsToAFullChannel() throws Exception {
        Channel<Integer> channel = Channels.bounded(1);
        try (var sender = channel.sender(); var receiver = channel.receiver()) {
            sender.send(-1);
            assertLearnsFrom(sender, () -> {
                sender.send(done.get());
                return null;
            }, () -> assertEquals(done.get() - 1, receiver.receive()));
        }
    }

    @Test
    void whoSendsToAPartner() throws Exception {
        Channel<Integer> channel = Channels.rendezvous();
        try (var sender = channel.sender(); var receiver = channel.receiver()) {
            assertLearnsFrom(sender, () -> {
                sender.send(done.get());
                return null;
            }, () -> assertEquals(done.get(), receiver.receive()));
        }
    }

    private Void assertReceived(int message) {
        assertEquals(done.get(), message);
        return null;
    }

    private interface Release {
        void run() throws Exception;
    }

    /** Lets one wait a few times, each time for long, and sees that the channel has learned it, and not too soon. */
    private void assertLearnsFrom(Object end, Callable<Void> wait, Release release) throws Exception {
        Task<Void> waiting = Task.start(() -> {
            while (done.get() < MESSAGES) {
                wait.call();
                done.incrementAndGet();
            }
            return null;
        });
        for (int i = 0; i < MESSAGES; i++) {
            int before = i;
            Await.until(() -> done.get() == before, "wait number " + i);
            waiting.awaitBlocked();
            if (i < MESSAGES - 1) {
                assertFalse(Inside.parksAtOnce(end), "after " + i);
            } else {
                assertTrue(Inside.parksAtOnce(end));
            }
            long seen = System.nanoTime();
            while (System.nanoTime() - seen < LONG_NANOS) {
                Thread.onSpinWait();
            }
            release.run();
        }
        waiting.get();
    }
}
