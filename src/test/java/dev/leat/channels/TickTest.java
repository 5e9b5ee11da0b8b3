package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A timer that gives a message at each period. */
class TickTest extends TimerContract {
    private static final Duration SHORT = Duration.ofMillis(5);

    @Override
    Receiver<Instant> far() {
        return Channels.tick(Duration.ofHours(1));
    }

    @Override
    String kind() {
        return "tick";
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void tickNumberNIsNotThereBeforeNPeriods(Taking taking) throws Exception {
        long start = System.nanoTime();
        Instant before = Instant.now();
        Receiver<Instant> tick = closing(Channels.tick(SHORT));
        for (int n = 1; n <= 5; n++) {
            Instant due = taking.from(tick);
            Duration least = SHORT.multipliedBy(n);
            assertTrue(System.nanoTime() - start >= least.toNanos(), "early");
            assertFalse(due.isBefore(before.plus(least)), "a moment that is too early");
            assertFalse(due.isAfter(Instant.now()), "a moment to come");
        }
        assertFalse(tick.isDisconnected());
    }

    /** However late: one tick, and the next one is due at a multiple of the period from the start. */
    @Test
    void whoIsLateGetsOneTickAndTheBeatIsKept() throws Exception {
        Duration period = Duration.ofMillis(250);
        long start = System.nanoTime();
        Receiver<Instant> tick = closing(Channels.tick(period));
        long made = System.nanoTime();
        closing(Channels.after(Duration.ofMillis(600))).receive(); // two ticks are due, the second is dropped
        assertEquals(1, tick.size());
        assertTrue(tick.isFull());
        long taking = System.nanoTime();
        assertNotNull(tick.tryReceive());
        // The beat began between start and made, and the next tick is due after this one was taken.
        long due = ((taking - made) / period.toNanos() + 1) * period.toNanos();
        Instant second = tick.tryReceive();
        if (second != null) {
            assertTrue(System.nanoTime() - start >= due, "a tick of a period that has given one");
        } else {
            tick.receive();
            assertTrue(System.nanoTime() - start >= due, "early");
            assertTrue(System.nanoTime() - made < Duration.ofSeconds(30).toNanos(), "never");
        }
    }

    @Test
    void theMomentsKeepTheBeat() throws Exception {
        long period = Duration.ofMillis(20).toNanos();
        Instant before = Instant.now();
        Receiver<Instant> tick = closing(Channels.tick(Duration.ofNanos(period)));
        Instant after = Instant.now();
        long width = Duration.between(before, after).toNanos();
        // The two clocks are read one after the other; when a thread is stopped in between, the moment is late. The
        // best of many tells.
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            closing(Channels.after(Duration.ofMillis(i))).receive(); // late by something else each time
            long phase = Duration.between(before, tick.receive()).toNanos() % period;
            best = Math.min(best, phase);
        }
        long found = best;
        assertTrue(best <= width + period / 2, () -> "out of step by " + found + " ns");
    }

    @Test
    void drainingTakesOneTick() throws Exception {
        Receiver<Instant> tick = closing(Channels.tick(Duration.ofHours(1)));
        List<Instant> sink = new ArrayList<>();
        assertEquals(0, tick.drainTo(sink));
        Receiver<Instant> fast = closing(Channels.tick(SHORT));
        assertEquals(1, fast.receiveMany(sink, 1));
        Await.until(() -> !fast.isEmpty(), "a tick");
        assertEquals(1, fast.drainTo(sink));
        assertEquals(2, sink.size());
    }

    @Test
    void aLoopGoesOnUntilTheTimerIsClosed() throws Exception {
        Receiver<Instant> tick = closing(Channels.tick(SHORT));
        AtomicInteger ticks = new AtomicInteger();
        Task<Void> loop = start(() -> {
            tick.forEach(now -> ticks.incrementAndGet());
            return null;
        });
        Await.until(() -> ticks.get() >= 3, "ticks");
        tick.close();
        loop.get();
        assertEquals(3, closing(Channels.tick(SHORT)).stream().limit(3).count());
    }

    @Test
    void eachTickGoesToOneOfThoseWhoWaitAndTheOthersGoOn() throws Exception {
        long start = System.nanoTime();
        Receiver<Instant> tick = closing(Channels.tick(SHORT));
        AtomicInteger ticks = new AtomicInteger();
        List<Task<Void>> loops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Receiver<Instant> mine = closing(tick.duplicate());
            loops.add(start(() -> {
                for (Instant due : mine) {
                    assertNotNull(due);
                    if (ticks.incrementAndGet() >= 40) {
                        break;
                    }
                }
                return null;
            }));
        }
        for (Task<Void> loop : loops) { // who does not hang comes to its end: a tick later than the one before
            loop.get();
        }
        long elapsed = System.nanoTime() - start;
        assertTrue(elapsed >= SHORT.toNanos() * ticks.get(), () -> ticks + " ticks in " + elapsed + " ns");
        assertEquals(43, ticks.get());
    }

    @Test
    void aDueTickComesFirstInOrder() throws Exception {
        Receiver<Instant> tick = closing(Channels.tick(SHORT));
        Channel<String> channel = Channels.unbounded();
        closing(channel.sender()).send("message");
        closing(channel.receiver());
        Await.until(() -> !tick.isEmpty(), "a tick");
        assertEquals("tick", Select.selectInOrder(
                Select.receive(tick, due -> "tick"), Select.receive(channel.receiver(), message -> message)));
        assertEquals(1, channel.receiver().size());
    }

    @Test
    void aSelectThatWaitsWakesByTheClock() throws Exception {
        long start = System.nanoTime();
        Receiver<Instant> tick = closing(Channels.tick(SHORT));
        Channel<String> channel = Channels.rendezvous();
        closing(channel.sender());
        Receiver<String> receiver = closing(channel.receiver());
        for (int n = 1; n <= 5; n++) {
            assertEquals("tick", Select.select(
                    Select.receive(receiver, message -> message), Select.receive(tick, due -> "tick")));
        }
        assertTrue(System.nanoTime() - start >= SHORT.toNanos() * 5, "early");
    }

    @Test
    void thePeriodIsPositive() {
        for (Duration period : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThrows(IllegalArgumentException.class, () -> Channels.tick(period));
        }
        assertThrows(NullPointerException.class, () -> Channels.tick(null));
    }

    @Test
    void extremePeriods() throws Exception {
        Receiver<Instant> fast = closing(Channels.tick(Duration.ofNanos(1)));
        for (int i = 0; i < 1_000; i++) {
            assertNotNull(fast.receive());
        }
        for (Duration period : List.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofNanos(Long.MAX_VALUE), Duration.ofNanos(Long.MAX_VALUE / 2))) {
            Receiver<Instant> slow = closing(Channels.tick(period));
            assertNull(slow.tryReceive());
            assertNull(slow.tryReceive(SHORT));
        }
    }
}
