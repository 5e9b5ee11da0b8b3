package dev.leat.channels.engine;

import java.time.Duration;

/** The moment at which a waiting operation gives up. */
final class Deadline {
    /** For operations without a time limit. */
    static final Deadline NEVER = new Deadline(0);

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the moment that lies a positive time from now. The clock has no end that could be reckoned with:
     * differences of {@link System#nanoTime()} are good for 2^63 ns, and what is longer is as good as never.
     */
    static Deadline after(Duration timeout) {
        try {
            return new Deadline(System.nanoTime() + timeout.toNanos());
        } catch (ArithmeticException longerThanTheClock) {
            return NEVER;
        }
    }

    /** Returns that of two moments which comes first. */
    static Deadline earlier(Deadline one, Deadline other) {
        if (one == NEVER || other == NEVER) {
            return one == NEVER ? other : one;
        }
        return one.nanoTime - other.nanoTime <= 0 ? one : other;
    }

    /** Returns how many nanoseconds are left; zero or less when the time is over. */
    long remaining() {
        return nanoTime - System.nanoTime();
    }

    /** Tells whether the time is over. */
    boolean isOver() {
        return this != NEVER && remaining() <= 0;
    }
}
