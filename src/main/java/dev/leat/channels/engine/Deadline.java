package dev.leat.channels.engine;

import java.time.Duration;

/** The moment at which a waiting operation gives up. */
final class Deadline {
    /** For operations without a time limit. */
    static final Deadline NEVER = new Deadline(0);

    /**
     * Differences of {@link System#nanoTime()} are good for 2^63 ns; with half of that, the difference of any two
     * moments is good too. What is longer, 146 years, is as good as never.
     */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Tells whether an operation with such a time limit tries once and does not wait. */
    static boolean isOneAttempt(Duration timeout) {
        return timeout.isNegative() || timeout.isZero();
    }

    /** Returns the moment that lies a time, zero or more, from now. */
    static Deadline after(Duration timeout) {
        return timeout.compareTo(LONGEST) > 0 ? NEVER : new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** Returns the moment that lies so many nanoseconds behind this one. */
    Deadline plus(long nanos) {
        return new Deadline(nanoTime + nanos);
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
