package dev.leat.channels.engine;

/**
 * How long to poll for something that another thread is about to do, before parking: a few polls that keep the
 * processor, a few that offer it to others.
 */
enum WaitPolicy {
    /** For a message or for room in a buffer. */
    BUFFER(60),
    /** For a partner, who comes for every single message. */
    MEETING(50),
    /** For one who has polled already. */
    NONE(0);

    /*
     * The polls without a yield catch a peer that runs on another processor and needs some 100 ns. The yields catch a
     * peer that has no processor yet: on a platform thread a yield is a system call of less than 1 us, against some
     * 50 us for parking and being woken; a virtual thread that yields lets the next one have its carrier. Both are few,
     * so a thread that waits for something that does not come soon is off the processor after some tens of us.
     *
     * Measured by PingPong in jmh/ (JDK 25, 2 processors, platform threads, a round trip, three forks each): 20 yields
     * 6.2 to 10.3 us; 60 yields 0.65 to 0.84 us; 200 yields 0.53 to 1.29 us.
     * Transfer at 4:1 and 4:4 does not tell 20 from 60. Without yields, spinning starves the peer where threads are more
     * than processors.
     */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 10 : 0;

    /**
     * Polls, spins and some yields, during which a sender waits for more room than it needs. Measured at 1:1 and a capacity of 128
     * in turn with no such polls: 1.2 to 2 times the rate (platform), 0.9 to 1.3 times (virtual); twice as many polls, or a quarter of the
     * capacity instead of an eighth, were slower.
     */
    private static final int EARLY = SPINS + 5;

    private final int yields;

    WaitPolicy(int yields) {
        this.yields = yields;
    }

    static boolean isEarly(int poll) {
        return poll < EARLY;
    }

    /**
     * Lets a little time pass before the poll number {@code poll}, counted from 0. Returns false when there were
     * enough.
     */
    boolean pause(int poll) {
        if (this == NONE || poll >= SPINS + yields) {
            return false;
        }
        if (poll < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
        return true;
    }
}
