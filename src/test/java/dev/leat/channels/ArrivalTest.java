package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.engine.Inside;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Those who wait act in order of arrival, also if there is something to do for many of them at once. Who is suspended for long
 * just when it was woken may lose its turn, so only rounds count in which there was no time for that.
 */
class ArrivalTest {
    private static final int WAITING = 6;
    private static final List<Integer> IN_ORDER = IntStream.range(0, WAITING).boxed().toList();
    private static final int ROUNDS = 1_000;

    ThreadFactory threads() {
        return Task.PLATFORM;
    }

    private interface Round {
        /** Returns in which order they acted, who began to wait in the order of their numbers; notes the time. */
        List<Integer> play(Channel<Integer> channel, Clock clock) throws Exception;
    }

    private static final class Clock {
        private long start;
        private long stop;

        void start() {
            start = System.nanoTime();
        }

        void stop() {
            stop = System.nanoTime();
        }

        boolean counts() {
            return stop - start < Inside.COURTESY.toNanos();
        }
    }

    private static void play(int capacity, Round round) throws Exception {
        int counted = 0;
        for (int i = 0; i < 2 * ROUNDS && counted < ROUNDS; i++) {
            Channel<Integer> channel = capacity < 0 ? Channels.unbounded() : Channels.bounded(capacity);
            var clock = new Clock();
            List<Integer> order = round.play(channel, clock);
            channel.sender().close();
            channel.receiver().close();
            if (clock.counts()) {
                assertEquals(IN_ORDER, order, "round " + i);
                counted++;
            }
        }
        assertTrue(counted > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void senders(int capacity) throws Exception {
        play(capacity, (channel, clock) -> {
            for (int i = 0; i < capacity; i++) {
                channel.sender().send(-1);
            }
            List<Task<Void>> waiting = new ArrayList<>();
            for (int number : IN_ORDER) {
                waiting.add(Task.<Void>start(threads(), () -> {
                    channel.sender().send(number);
                    return null;
                }).awaitBlocked());
            }
            clock.start();
            List<Integer> received = new ArrayList<>();
            for (int i = 0; i < capacity + WAITING; i++) {
                received.add(channel.receiver().receive());
            }
            clock.stop();
            for (var one : waiting) {
                one.get();
            }
            return received.subList(capacity, received.size());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 16})
    void receivers(int capacity) throws Exception {
        play(capacity, (channel, clock) -> receivers(channel, clock, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 16})
    void receiversOfTheLastMessages(int capacity) throws Exception {
        play(capacity, (channel, clock) -> receivers(channel, clock, true));
    }

    private List<Integer> receivers(Channel<Integer> channel, Clock clock, boolean closes) throws Exception {
        List<Task<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            waiting.add(Task.start(threads(), channel.receiver()::receive).awaitBlocked());
        }
        clock.start();
        for (int number : IN_ORDER) {
            channel.sender().send(number);
        }
        if (closes) {
            channel.sender().close();
        }
        List<Integer> received = new ArrayList<>();
        for (var one : waiting) {
            received.add(one.get());
        }
        clock.stop();
        return received;
    }
}
