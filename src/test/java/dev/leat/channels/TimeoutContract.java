package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timed receives: never early, and as long as a duration can be. */
abstract class TimeoutContract extends ChannelContract {
    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT0.000001S", "PT0.0001S", "PT0.001S", "PT0.0199999S", "PT0.05S"})
    void neverGivesUpEarly(Duration timeout) throws Exception {
        Channel<Integer> channel = open();
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertNull(channel.receiver().tryReceive(timeout));
            long waited = System.nanoTime() - start;
            assertTrue(waited >= timeout.toNanos(), () -> "gave up after " + waited);
        }
    }

    @Test
    void anUnparkIsNoTimeout() throws Exception {
        Channel<Integer> channel = open();
        Duration timeout = Duration.ofMillis(300);
        Task<Long> waiting = start(() -> {
            long start = System.nanoTime();
            assertNull(channel.receiver().tryReceive(timeout));
            return System.nanoTime() - start;
        });
        Await.until(() -> {
            LockSupport.unpark(waiting.thread());
            return waiting.isDone();
        }, "timed out");
        assertTrue(waiting.get() >= timeout.toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-1H", "PT-9223372036854775808S"})
    void noTimeIsOneAttempt(Duration timeout) throws Exception {
        Channel<Integer> channel = open();
        assertNull(interrupted(true, () -> channel.receiver().tryReceive(timeout)));
        Channel<Integer> holding = holding(1);
        assertEquals(1, interrupted(true, () -> holding.receiver().tryReceive(timeout)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9223372036854775807.999999999S", "PT9223372036.854775808S", "PT9223372036.854775807S",
        "PT4611686018.427387904S", "PT1000000H"})
    void anyLengthIsAllowed(Duration timeout) throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> waiting = start(() -> channel.receiver().tryReceive(timeout)).awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, waiting.get());
        Task<Integer> interrupted = start(() -> channel.receiver().tryReceive(timeout)).awaitBlocked();
        interrupted.interrupt();
        assertThrows(InterruptedException.class, interrupted::get);
        Task<Integer> ended = start(() -> channel.receiver().tryReceive(timeout)).awaitBlocked();
        channel.sender().close();
        assertThrows(DisconnectedException.class, ended::get);
    }

    @Test
    void whoTimedOutIsNotServed() throws Exception {
        Channel<Integer> channel = open();
        List<Task<Integer>> timedOut = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            timedOut.add(start(() -> channel.receiver().tryReceive(Duration.ofMillis(20))));
        }
        Task<Integer> waiting = start(channel.receiver()::receive);
        for (Task<Integer> task : timedOut) {
            assertNull(task.get());
        }
        waiting.awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, waiting.get());
        assertNull(channel.receiver().tryReceive());
    }

    @Test
    void manyTimeoutsLeaveTheChannelAsItWas() throws Exception {
        Channel<Integer> channel = open();
        for (int i = 0; i < 1_000; i++) {
            assertNull(channel.receiver().tryReceive(Duration.ofNanos(i)));
        }
        Task<Void> sending = sending(channel.sender(), 1, 2, 3);
        for (int i = 1; i <= 3; i++) {
            assertEquals(i, channel.receiver().tryReceive(Duration.ofHours(1)));
        }
        sending.get();
    }
}
