package dev.leat.channels.engine;

/** For how many spins it pays to keep the processor while waiting at one channel: learned from how the last waits ended. */
final class Patience {
    /*
     * Where the peer runs on another processor it acts within some 100 ns, and who keeps spinning for that long takes part
     * in an exchange of several million messages a second. Where the peer has no processor yet, every such spin keeps it
     * from getting one, above all where thousands of virtual threads share a few carriers. Which of the two it is cannot
     * be asked; but it is mostly what it was the last time. So a wait that ended during such spins allows for more of
     * them, and one that did not halves them. Where they have gone down to nothing, one wait in some tries again.
     *
     * The fields are plain and written by whoever waits: a lost update costs nothing but a little time.
     */

    /*
     * Measured on JDK 25 with 2 processors, in one run each. Virtual threads, one slot: 1:1 1.6 messages a us with no such
     * spins, 7 with these; 4:4 0.5 and 6 to 7. Platform threads, one slot, against 10 spins always: 4:4 1.6 and 6. A
     * chain of 10,000 virtual threads is as fast as with no such spins if the first wait has few of them and trials are
     * rare; with a step for a start it loses a quarter.
     */

    /** One spin takes some 30 ns: at most 8 us. */
    private static final int MOST = 256;
    private static final int STEP = 32;
    private static final int FIRST = 4;
    private static final int TRIAL = 8;
    private static final int TRIAL_EVERY = 32;

    private int spins = FIRST;
    private int waits;

    /** Returns the spins for the next wait. */
    int spins() {
        int known = spins;
        return known == 0 && ++waits % TRIAL_EVERY == 0 ? TRIAL : known;
    }

    /** Takes note of whether a wait ended during these spins. */
    void learn(boolean ended) {
        int known = spins;
        if (!ended) {
            spins = known / 2;
        } else if (known < MOST) {
            spins = known + STEP < MOST ? known + STEP : MOST;
        }
    }
}
