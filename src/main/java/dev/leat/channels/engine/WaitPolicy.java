package dev.leat.channels.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** How long to poll for something that another thread is about to do, before parking. */
enum WaitPolicy {
    /** For a message or for room in a buffer. */
    BUFFER(1, 60, 2),
    /** For a partner, who comes for every single message. */
    MEETING(3, 50, 2),
    /** For one who was woken before and is to go first. */
    COURTESY(1, 60, 2);

    /*
     * A few polls that keep the processor, then a few that offer it to others, then park.
     *
     * The polls without a yield catch a peer that runs on another processor; how many of them pay is each channel's own:
     * see Patience. A platform thread does ten spins at least, since they cost less than the one system call that
     * follows, and by then a peer with a processor is there. Who waits for a partner looks after each third spin only, since
     * a look takes the cache line from the partner who is about to write there. Measured on JDK 25, 2 processors, messages
     * a us with a look after each spin, and with this (medians of fourteen forks in turn): Rendezvous 1:1 3.8 and 4.2
     * (virtual), 2.3 and 2.3 (platform), 4:4 3.8 and 4.2, 3.5 and 3.8. More spins, or one look more, are alike; without any
     * spins 1:1 did two thirds. (At a buffer a look is another line: there three spins make no difference at 128, and one
     * slot lost a fifth.)
     *
     * The yields catch a peer that has no processor yet: on a platform thread a yield is a system call of less than 1 us,
     * against some 50 us for parking and being woken; a virtual thread that yields lets the next one have its carrier.
     * They are few, so a thread that waits for something that does not come soon is off the processor after some tens of
     * us.
     *
     * Measured by PingPong in jmh/ (JDK 25, 2 processors, platform threads, a round trip, three forks each): 20 yields
     * 6.2 to 10.3 us; 60 yields 0.65 to 0.84 us; 200 yields 0.53 to 1.29 us. Transfer at 4:1 and 4:4 does not tell 20 from
     * 60. Without yields, spinning starves the peer where platform threads are more than processors.
     *
     * A virtual thread yields only twice: each yield is a turn of the scheduler, and who waits among thousands would take
     * sixty. Measured on JDK 25, 2 processors, against 60 yields: a chain of 10,000 virtual threads at a capacity of 16
     * goes 8 times as fast. Without yields it goes a third faster still, but a ping-pong takes three times as long, and one
     * slot passes on half as many messages. (Learning for each channel whether they pay made the chain at 0 faster by a
     * fifth, and 4:4 at 128 slower by as much.)
     */
    private static final int FEWEST_SPINS = 10;
    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    /**
     * Polls during which a sender waits for more room than it needs. Measured at 1:1 and a capacity of 128 in turn with no
     * such polls: 1.2 to 2 times the rate (platform), 0.9 to 1.3 times (virtual); twice as many polls, or a quarter of
     * the capacity instead of an eighth, were slower.
     */
    private static final int EARLY = 15;

    private static final MethodHandle IS_VIRTUAL = isVirtual();

    private final int spinsPerPoll;
    private final int yields;
    private final int virtualYields;

    WaitPolicy(int spinsPerPoll, int yields, int virtualYields) {
        this.spinsPerPoll = spinsPerPoll;
        this.yields = yields;
        this.virtualYields = virtualYields;
    }

    static boolean isEarly(int poll) {
        return poll < EARLY;
    }

    /** Returns for how many polls this thread is to keep the processor. */
    int spins(Patience patience) {
        if (ALONE) {
            return 0;
        }
        int spins = patience.spins();
        if (spins < FEWEST_SPINS && !isVirtualThread()) {
            spins = FEWEST_SPINS;
        }
        return spins / spinsPerPoll;
    }

    /**
     * Lets a little time pass before the poll number {@code poll}, counted from 0. Returns false when there were
     * enough.
     */
    boolean pause(int poll, int spins) {
        if (poll < spins) {
            for (int i = 0; i < spinsPerPoll; i++) {
                Thread.onSpinWait();
            }
            return true;
        }
        if (poll - spins >= (isVirtualThread() ? virtualYields : yields)) {
            return false;
        }
        Thread.yield();
        return true;
    }

    private static boolean isVirtualThread() {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) {
            throw new AssertionError("a method that throws nothing", e);
        }
    }

    /** Finds Thread.isVirtual, which newer JDKs than the oldest supported one have. */
    private static MethodHandle isVirtual() {
        try {
            return MethodHandles.lookup().findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException beforeVirtualThreads) {
            return null;
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
