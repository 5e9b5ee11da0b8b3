package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Deadlines are differences of {@link System#nanoTime()}, which runs on whatever happens to the time of day; its
 * numbers may be any, and wrap around.
 */
class DeadlineTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    @Test
    void isNotOverBeforeItsTime() {
        long start = System.nanoTime();
        var deadline = Deadline.after(Duration.ofMillis(2));
        while (!deadline.isOver()) {
            Thread.onSpinWait();
        }
        assertTrue(System.nanoTime() - start >= 2_000_000);
    }

    @Test
    void whatLiesBeyondTheClockIsNever() {
        assertSame(Deadline.NEVER, Deadline.after(Duration.ofSeconds(Long.MAX_VALUE)));
        assertFalse(Deadline.after(Duration.ofNanos(Long.MAX_VALUE)).isOver());
    }

    @Test
    void deadlinesOnBothSidesOfTheWrapAroundAreInOrder() {
        // From wherever the clock stands, the second step leads over the end of its numbers, or the fourth one does.
        Deadline last = Deadline.after(Duration.ZERO);
        for (int i = 0; i < 8; i++) {
            Deadline next = last.plus(Long.MAX_VALUE / 4);
            assertSame(last, Deadline.earlier(last, next), "step " + i);
            assertSame(last, Deadline.earlier(next, last), "step " + i);
            last = next;
        }
    }

    @Test
    void whatLiesBehindTheWrapAroundIsNotOver() {
        for (long nanos = 1L << 40; nanos > 0; nanos <<= 1) {
            Deadline later = Deadline.after(HOUR).plus(nanos - HOUR.toNanos());
            assertFalse(later.isOver(), nanos + " ns from now");
            assertTrue(later.remaining() <= nanos && later.remaining() > nanos - HOUR.toNanos(), nanos + " ns from now");
        }
    }

    @Test
    void whatLiesBeforeTheWrapAroundIsOver() {
        for (long nanos = 1; nanos > 0; nanos <<= 1) {
            Deadline earlier = Deadline.after(Duration.ZERO).plus(-nanos);
            assertTrue(earlier.isOver(), nanos + " ns ago");
            assertTrue(earlier.remaining() <= -nanos, nanos + " ns ago");
        }
    }

    @Test
    void theLongestAndWhatIsOverAreInOrder() {
        Deadline longest = Deadline.after(LONGEST);
        Deadline over = Deadline.after(Duration.ZERO).plus(-LONGEST.toNanos());
        assertFalse(longest.isOver());
        assertTrue(over.isOver());
        assertSame(over, Deadline.earlier(longest, over));
        assertSame(longest, Deadline.earlier(longest, Deadline.NEVER));
        assertSame(Deadline.NEVER, Deadline.after(LONGEST.plusNanos(1)));
    }

    @Test
    void neverIsNotOver() {
        assertFalse(Deadline.NEVER.isOver());
        assertSame(Deadline.NEVER, Deadline.earlier(Deadline.NEVER, Deadline.NEVER));
    }
}
