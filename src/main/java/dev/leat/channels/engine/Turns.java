package dev.leat.channels.engine;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Which of several to try, so that each of those that are ready is done with the same probability: in turn, behind the one
 * done last; now and then by chance. What that is good for is told at {@link Chooser}. (How many there are is an argument, so
 * that compilers know it for the length of an array: that is worth a seventh of the rate of SelectUnbounded.)
 */
final class Turns {
    /**
     * One run in so many chooses by chance. Measured on JDK 25 with 2 processors, messages a us of 4 and of 64 channels,
     * where all runs choose by chance, and with this: SelectUnbounded, virtual threads, 34 and 48, 12 and 21; platform 34
     * and 44, 11 and 18; SelectBounded, virtual, 15 and 27, 6 and 12; platform 15 and 21, 4 and 8. One in 16 and one in
     * 1,024 are alike.
     */
    private static final int BY_CHANCE_EVERY = 64;

    /**
     * So many are tried by chance before all are looked at: one of them that is ready is any of the ready ones with the same
     * probability, and where many are ready there is no need to know which. (Looking at all of 64 channels instead takes a
     * fifth of the rate of SelectUnbounded, though only one run in 64 does so.)
     */
    private static final int TRIES = 4;

    // Plain: with several threads somebody's turn may be lost, and no more.
    private int runs;
    private int turn;

    /** Begins a run. Tells whether it chooses by chance. */
    boolean isByChance() {
        return runs++ % BY_CHANCE_EVERY == 0;
    }

    /** Returns how many to try before looking which of all are ready. */
    static int tries(int size, boolean byChance) {
        return byChance ? TRIES : size;
    }

    int first(int size, boolean byChance) {
        return byChance ? any(size) : turn;
    }

    static int next(int tried, int size, boolean byChance) {
        return byChance ? any(size) : after(tried, size);
    }

    /** Takes note of the one that was done. */
    void done(int i, int size) {
        turn = after(i, size);
    }

    private static int any(int size) {
        return ThreadLocalRandom.current().nextInt(size);
    }

    private static int after(int i, int size) {
        return i + 1 < size ? i + 1 : 0;
    }
}
