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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A timer that gives one message. */
class AfterTest extends TimerContract {
    private static final Duration SHORT = Duration.ofMillis(20);

    @Override
    Receiver<Instant> far() {
        return Channels.after(Duration.ofHours(1));
    }

    @Override
    String kind() {
        return "after";
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void theMessageComesAtItsTimeAndIsTheOnlyOne(Taking taking) throws Exception {
        long start = System.nanoTime();
        Instant before = Instant.now();
        Receiver<Instant> timer = closing(Channels.after(SHORT));
        Instant due = taking.from(timer);
        assertTrue(System.nanoTime() - start >= SHORT.toNanos(), "early");
        assertFalse(due.isBefore(before.plus(SHORT)), "a moment that is too early");
        assertFalse(due.isAfter(Instant.now()), "a moment to come");
        taking.assertEnds(DisconnectedException.class, () -> taking.from(timer));
        assertTrue(timer.isDisconnected());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDueIsThereAtOnce(Taking taking) throws Exception {
        for (Duration delay : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            Receiver<Instant> timer = closing(Channels.after(delay));
            assertEquals(1, timer.size());
            assertFalse(timer.isEmpty());
            assertTrue(timer.isFull());
            assertFalse(timer.isDisconnected());
            assertNotNull(interrupted(true, () -> taking.from(timer)));
            assertEquals(0, timer.size());
            assertTrue(timer.isDisconnected());
            var end = assertThrows(DisconnectedException.class, timer::tryReceive);
            assertNull(end.getCause());
            var name = timer.toString().replaceFirst("^receiver of ", "");
            assertEquals("the only message of " + name + " was taken", end.getMessage());
        }
    }

    @Test
    void oneOfManyWhoWaitGetsTheMessageAndTheOthersSeeTheEnd() throws Exception {
        for (int round = 0; round < 20; round++) {
            Receiver<Instant> timer = closing(Channels.after(Duration.ofMillis(round)));
            List<Task<Instant>> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Receiver<Instant> mine = i % 2 == 0 ? timer : closing(timer.duplicate());
                waiting.add(start(() -> {
                    for (Instant message : mine) {
                        return message;
                    }
                    return null;
                }));
            }
            int messages = 0;
            for (Task<Instant> task : waiting) {
                messages += task.get() == null ? 0 : 1;
            }
            assertEquals(1, messages);
        }
    }

    @Test
    void aLoopIsOneMessage() {
        List<Instant> received = new ArrayList<>();
        closing(Channels.after(SHORT)).forEach(received::add);
        assertEquals(1, received.size());
        assertEquals(1, closing(Channels.after(SHORT)).stream().count());
    }

    @Test
    void aTimedReceiveThatEndsBeforeIsInVain() throws Exception {
        Receiver<Instant> timer = closing(far());
        long start = System.nanoTime();
        assertNull(timer.tryReceive(SHORT));
        assertTrue(System.nanoTime() - start >= SHORT.toNanos(), "early");
        assertFalse(timer.isDisconnected());
    }

    @Test
    void hugeDelaysAreAsGoodAsNever() {
        long half = Long.MAX_VALUE / 2;
        for (Duration delay : List.of(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofNanos(Long.MAX_VALUE).plusNanos(1), Duration.ofNanos(half), Duration.ofNanos(half + 1))) {
            Receiver<Instant> timer = closing(Channels.after(delay));
            assertNull(timer.tryReceive());
            assertEquals(0, timer.size());
            Task<Instant> waiting = start(timer::receive).awaitBlocked();
            timer.close();
            assertThrows(IllegalStateException.class, waiting::get);
        }
    }

    @Test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> Channels.after(null));
    }
}
