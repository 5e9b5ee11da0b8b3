package dev.leat.channels.engine;

/** For how many spins it pays to keep the processor while waiting at one channel: learned from how the last waits ended. */
final class Patience {
    /*
     * Where the peer runs on another processor it acts within some 100 ns, and who keeps spinning for that long takes part
     * in an exchange of several million messages a second. Where the peer has no processor yet, every such spin keeps it
     * from getting one, above all where thousands of virtual threads share a few carriers. Which of the two it is cannot
     * be asked; but it is mostly what it was the last time. So a wait that ended during such spins allows for more of
     * them, and one that did not halves them.
     *
     * Where they have gone down to nothing, some wait is a TRIAL: soon at first, and after each one that was in vain after
     * twice as many waits. So what has changed for a moment is found out in a time like that moment, and where thousands of
     * threads share carriers trials are rare. A trial must be longer than the answer of a peer that runs takes, or it never
     * pays.
     *
     * The most are so many that they outlast an interrupt: on a virtual machine some hundred times a second a processor is
     * away for 8 to 64 us. Who gives up then goes to sleep; and of two virtual threads the one that is woken is put behind
     * the one that wakes it, on one carrier, where they stay for hundreds of messages, the other carrier being idle. (A wait
     * that is not over by then halves them: so they become many only where that is rare.)
     *
     * The fields are plain and written by whoever waits: a lost update costs nothing but a little time.
     */

    /*
     * Measured on JDK 25 with 2 processors, in one run each. Virtual threads, one slot: 1:1 1.6 messages a us with no such
     * spins, 7 with these; 4:4 0.5 and 6 to 7. Platform threads, one slot, against 10 spins always: 4:4 1.6 and 6. A
     * chain of 10,000 virtual threads is as fast as with no such spins if the first wait has few of them and trials are
     * rare; with a step for a start it loses a quarter.
     *
     * Where a spin takes 13 ns and a line 130 ns there and back, messages a us, virtual threads: Rendezvous 1:1 and 4:4,
     * Pipeline chain and pairs at 0. In turn: at most 256 spins, trials of 8 after each 32 waits: 4.5, 4.8, 1.9, 2.3; at most
     * 512, of 64 after 32: 5.1, 5.2, 2.0, 2.1; 2048, of 64 after 8: 5.8, 5.3, 1.6, 1.9. In turn again, with trials after 8
     * waits, 16, and so on up to 256: the first of these 3.7, 4.1, 2.0, 2.1; of 64, at most 512 spins: 5.4, 4.8, 1.9, 2.2; of
     * 64, 2048: 5.2, 4.7, 1.7, 2.2; of 32, 2048, as here: 6.0, 4.5, 2.0, 2.1.
     */

    /** One spin takes 13 to 30 ns: at most 60 us. */
    private static final int MOST = 2048;
    private static final int STEP = 32;
    private static final int FIRST = 4;
    private static final int TRIAL = 32;
    /** After how many waits without spins there is a trial: from... */
    private static final int SOONEST = 8;
    /** ...to. */
    private static final int LATEST = 256;

    private int spins = FIRST;
    private int waits;
    private int trialAfter = SOONEST;

    /** Returns the spins for the next wait. */
    int spins() {
        int known = spins;
        return known > 0 || !isTrial() ? known : TRIAL;
    }

    private boolean isTrial() {
        int now = waits + 1;
        int after = trialAfter;
        boolean trial = now >= after;
        waits = trial ? 0 : now;
        if (trial && after < LATEST) {
            trialAfter = 2 * after;
        }
        return trial;
    }

    /** Takes note of whether a wait ended during these spins. */
    void learn(boolean ended) {
        int known = spins;
        if (!ended) {
            spins = known / 2;
        } else if (known < MOST) {
            spins = Math.min(known + STEP, MOST);
            trialAfter = SOONEST;
        }
    }
}
