package dev.leat.channels.engine;

/** What pays before one parks at a channel: how many spins, and whether to yield; learned from the last waits. */
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
     * A yield of a virtual thread pays where few others are ready: it comes back at once, has neither to be woken nor to be put
     * in a line, and where both sides yield they stay together on one carrier, or find each other on two. Among thousands it
     * is one turn of the scheduler for another; and if it finds nothing then, it was a turn in vain, on a stack that is in no
     * cache. So if both yields of a wait for a buffer were in vain the next ones here park without. Many a channel sees a few
     * waits only, so a WARNING goes from one to others that are new. It ends when a yield pays anywhere where yields are not left
     * out, or when some have heeded it: else channels of few waits would never find out that it is over.
     *
     * Nor do they pay, found or not, where others are ready: a yield that took as LONG as a TURN of another thread or two. There
     * it is better to park, also for the one that is met while it yields: who is unparked is put behind the thread that has just
     * dealt with it, on that one's processor, where the channel's lines are; who yields comes back on its own, and the lines go
     * to and fro.
     *
     * The yields of a platform thread are some 20 us of its processor, in vain where messages come every 100 us or less often:
     * there they are most of what a message costs, and who has been through them takes longer to be woken than who sleeps at
     * once. So after a few waits in a row that were LONG, longer than it mostly takes to wake a thread, those that follow park
     * without yields, until one is not long: an exchange without pauses has begun. (If both sides of that park so, each waits for
     * the other one to be woken, which may be long: so now and then there is a trial.) Where nobody has waited yet that is not
     * known, and many a channel sees one wait only, for a reply that comes soon, or for work that may come some time. Mostly it
     * is as with the last ones: after a few FIRST WAITS in a row that were long, those at other new channels yield a few times,
     * for a peer that is about to act, and park, until one is not long. (A virtual thread's short one ends that too: then it is
     * as if nothing were known.)
     *
     * The contract says that virtual threads spin on nobody's carrier. These do, for as long as it pays: without, one slot
     * passes on a quarter of what it does (below). Where others wait for the carrier spins are in vain, and end soon.
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
     *
     * There, too, Rendezvous and OneSlot, 1:1, as here 5.6 and 7.7; with steps of 8 and 128: 4.7 and 7.1, 5.3 and 7.3; with a
     * first wait of 1 spin and of 16: 5.7 and 7.4, 6.0 and 7.5. A Burst at 1, with a first wait of 4, 16, 32 and 64 spins: 53 us,
     * 54, 52 and 46; but with 64 the chain loses a tenth. With the first trial after 2 waits: Burst 40 us, OneSlot 4:4 6.9 instead
     * of 6.3, but a chain at 16 14.4 instead of 16.4; after 4: 48, and the chain at 0 2.1 instead of 2.3.
     *
     * Virtual threads' first waits with 256 spins, until three in a row were in vain, then one in 256 such waits: Reply, with work
     * for 1 us, 2.2 us instead of 2.5 where a line takes 58 ns, 4.1 instead of 6.7 where it takes 470. But in a bare loop, with 2
     * pairs of threads at a time, 16 and 100, each reply takes 1.35 us, 1.35 and 1.64 instead of 1.21, 1.24 and 1.50.
     */

    /*
     * Yields, JDK 25, 2 processors, a line 130 ns there and back, messages a us, in turn: Pipeline chain at 16 and 100, pairs at
     * 16 and 100. Two yields always: 15.0, 28.1, 12.3, 21.2. Left out for 3 waits, 8 and 24: 16.6, 37.7, 12.6, 21.9; 17.1, 35.5,
     * 12.5, 22.1; 20.5, 34.4, 12.7, 22.8; in turn again for 8, 32 and 128: chain 17.5, 36.3; 20.8, 36.5; 20.4, 33.9. Without
     * warnings (8): 17.4, 30.7, 12.6, 22.4. With 32, 64 and 127 warned, chain and pairs at 100: 31.8 and 21.1, 36.2 and 23.3, 35.5
     * and 20.9. PingPong 0.36 us with all of them but 128 (0.38); OneSlot, Bounded at 1 and at 128 alike.
     *
     * Without a look at turns and with it, in turn again, at 0 and 16: chain 1.7, 18.8 and 2.3, 18.8, pairs 2.1, 10.9 and 2.4,
     * 11.3; at 100, without what LinkedFields tells of too, 32.3 and 34.4, 21.2 and 23.9. With what is long from 2.5 us on, 4, 8
     * and 20, in a bare loop, at 0: chain 3.1, 2.9, 3.0 and 2.6, pairs 2.8, 2.7, 2.8 and 2.6; from 1 us on a round trip of
     * RendezvousPingPong takes 1.6 us instead of 0.39. If each turn was timed (and long from 20 us on) OneSlot 4:4 was slower by 8
     * in 100; as here 7.1 and 7.4.
     */

    /*
     * Platform threads, as above. Trickle, with pauses of 20 us: a message is there after 13.6 us if its receiver yields
     * always, and after 2.6 as here (peers 2.4 to 2.8); it takes 57 and 44 us of processor time (peers 38 to 44), most of it
     * its sender's, who sleeps. Of that the receiver's thread has, by its own clock, 18 to 24 and 3 to 5 us; 18 if only what
     * lasts 100 us is long; and with a trial after 8, 16 and 32 parks 4.5 to 6, 3 to 5, and 3. With 32, an exchange that began
     * after pauses on both sides was slow for 10 ms once, with the others for 1 at most. If one long wait is enough: Burst at
     * 1 340 us instead of 205. PingPong, OneSlot, Rendezvous, Burst are alike.
     *
     * Burst, to a thread that waits at a new channel, unbounded and at 128, us of processor time for each, in turn, if that
     * first wait has 60 yields, 10, 3 and none: 106, 63, 50 and 52; 120, 64, 52 and 45 (at 128 Jox, the best peer, 68). How long
     * a burst takes is alike, also at 1, and so are PingPong, OneSlot, Trickle and SelectBoth. But in a bare loop the reply of a
     * thread that works for 1 us, 3, 10 and 15 is there, on a channel that is new each time, after 2.2 us, 4.2, 11 and 16 with 60
     * yields, and after 2.1, 24, 25 and 40 with 10. As here it is as with 60, Burst takes 61 and 58 us, and Reply, whose requests
     * come through a channel too, 3.1 with work for 1 us and 13 for 10 (the best peers 24 and 49).
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

    /** So many waits park without yields after some that were in vain, or a long turn. */
    private static final byte SKIPPED = 24;
    /** So many channels begin with what another one has learned. */
    private static final int WARNED = 64;
    private static final byte UNKNOWN = -1;

    /** Others are ready if a virtual thread that yielded went on after so many nanoseconds. */
    private static final long LONG_TURN = 5_000;
    /** So many turns are not timed after one that was not long: where yields pay, the clock costs some hundredths. */
    private static final byte UNTIMED = 7;

    /** A wait is long if the thread was parked for so many nanoseconds. */
    private static final long LONG = 50_000;
    /** After so many long waits in a row a platform thread parks without yields... */
    private static final byte SELDOM = 3;
    /** ...so often, and then one yields. */
    private static final byte PARKS = 16;
    /** So often it yields in a first wait that is believed to be long: for some 3 us. */
    private static final int FEW_YIELDS = 10;
    private static final byte NEW = -1;
    private static final byte FIRST_WAIT = -2;

    /** How many channels are still to begin so. */
    private static int warned;

    /** How many of the last first waits of platform threads were long, in a row; counted up to SELDOM. */
    private static int longFirstWaits;

    // Small types: with four of 32 bits it takes 8 bytes more.
    private int spins = FIRST;
    private short waits;
    private short trialAfter = SOONEST;
    /** How many waits are still to park without yields. */
    private byte skipped = UNKNOWN;
    /** How many turns are still not to be timed. */
    private byte untimed;
    /**
     * Long waits of platform threads in a row, but for those before the last trial; NEW where nobody has waited yet, and
     * FIRST_WAIT until it is known of the first wait whether it was long.
     */
    private byte longWaits = NEW;

    /** Returns the spins for the next wait. */
    int spins() {
        int known = spins;
        return known > 0 || !isTrial() ? known : TRIAL;
    }

    private boolean isTrial() {
        int now = waits + 1;
        int after = trialAfter;
        boolean trial = now >= after;
        waits = trial ? 0 : (short) now;
        if (trial && after < LATEST) {
            trialAfter = (short) (2 * after);
        }
        return trial;
    }

    /** Takes note of whether a wait ended during these spins. */
    void learn(boolean ended) {
        if (longWaits == NEW) {
            longWaits = FIRST_WAIT;
        }
        int known = spins;
        if (!ended) {
            spins = known / 2;
            return;
        }
        learnThatItWasShort();
        if (known < MOST) {
            spins = Math.min(known + STEP, MOST);
            trialAfter = SOONEST;
        }
    }

    /** Tells whether the next wait of a virtual thread is to yield. */
    boolean yields() {
        byte left = skipped;
        if (left == UNKNOWN) {
            left = isWarned() ? SKIPPED : 0;
            skipped = left;
        }
        if (left > 0) {
            skipped = (byte) (left - 1);
        }
        return left == 0;
    }

    private static boolean isWarned() {
        int left = warned;
        if (left > 0) {
            warned = left - 1;
        }
        return left > 0;
    }

    /** Takes note of whether a wait ended during its yields, or after all of them. */
    void learnFromYields(boolean ended) {
        if (!ended) {
            skipped = SKIPPED;
            warned = WARNED;
        } else if (warned > 0 && !skipsYields()) {
            warned = 0;
        }
    }

    /** Tells whether to take the time of the next yield of a virtual thread. */
    boolean timesTurn() {
        byte left = untimed;
        untimed = left > 0 ? (byte) (left - 1) : UNTIMED;
        return left == 0;
    }

    /** Takes note of how long it took until a virtual thread that yielded went on. */
    void learnFromTurn(long nanos) {
        if (nanos >= LONG_TURN) {
            skipped = SKIPPED;
            warned = WARNED;
            untimed = 0;
        }
    }

    /** Tells whether yields are left out now: also the second one of a wait whose first one has shown that others are ready. */
    boolean skipsYields() {
        return skipped > 0;
    }

    /** Returns how often a platform thread is to yield in this wait, of so many times at most. */
    int platformYields(int most) {
        int known = longWaits;
        if (known == NEW && longFirstWaits >= SELDOM) {
            return Math.min(FEW_YIELDS, most);
        }
        return known < SELDOM ? most : 0;
    }

    /** Takes note of for how long a platform thread was parked, and whether its wait ended or just its time was over. */
    void learnFromPark(long nanos, boolean ended) {
        int known = longWaits;
        if (nanos >= LONG) {
            if (known < 0) {
                known = 0;
                longFirstWaits = Math.min(longFirstWaits + 1, SELDOM);
            }
            longWaits = (byte) (known < SELDOM + PARKS - 1 ? known + 1 : SELDOM - 1);
        } else if (ended) {
            learnThatItWasShort();
        }
    }

    /** Takes note that a wait was over before its thread parked, or soon after. */
    void learnThatItWasShort() {
        int known = longWaits;
        if (known != 0) {
            longWaits = 0;
            if (known < 0 && longFirstWaits > 0) {
                longFirstWaits = 0;
            }
        }
    }
}
