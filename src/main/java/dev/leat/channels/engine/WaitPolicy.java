package dev.leat.channels.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** How long to poll for something that another thread is about to do, before parking. */
enum WaitPolicy {
    /** For a message or for room in a buffer. */
    BUFFER(60, 2),
    /** For a partner, by one who is not announced. It must not yield: see {@link Offers}. */
    OFFER(0, 0),
    /** For a partner, by one who is announced. */
    MEETING(50, 1),
    /** For one who was woken before and is to go first. */
    COURTESY(60, 2);

    /*
     * A few polls that keep the processor, then a few that offer it to others, then park.
     *
     * The polls without a yield catch a peer that runs on another processor; how many of them pay is each channel's own:
     * see Patience. A platform thread does ten spins at least, since they cost less than the one system call that
     * follows, and by then a peer with a processor is there.
     *
     * The yields catch a peer that has no processor yet: on a platform thread a yield is a system call of less than 1 us,
     * against some 50 us for parking and being woken; a virtual thread that yields lets the next one have its carrier.
     * They are few, so a thread that waits for something that does not come soon is off the processor after some 100 us, and
     * where that is so time and again it does not yield at all (see Patience). But where other threads have something to do
     * each yield may take as long as they are allowed to go on. Beside four of them, on two processors, a receive with a
     * limit of a nanosecond took 310 ms, a select 300 ms. So a thread whose time is over, or that is interrupted, yields no
     * more, and takes as long as its spins do. (A virtual thread that has no time yields once at the end: see Waiter.)
     *
     * Who waits for a partner spins first and announces itself then, to yield. (A select that sends to one spins when it is
     * announced: see SelectWaiter.) Measured on JDK 25, 2 processors, messages a
     * us (medians of three forks in turn). Who yields before that too: Rendezvous 4:4 8.0 against 9.9 (virtual), 5.4 against
     * 7.8 (platform) if senders do; a chain of 10,000 virtual threads 3.0 against 4.7, and pairs of them 2.1 against 4.5, if
     * receivers do. Who spins again after that: alike. A virtual thread that does not yield in the line, or only if spins have
     * paid lately: 1:1 12.9 and 6.0, 7.5; 4:4 11.3 and 9.5, 9.3; 5,000 of each 0.7 and 1.0, 1.0; the chain is alike. One that
     * yields only if nobody stands before it: 5,000 of each 1.3 and 1.9, all others alike; 4:4 platform threads that do so too
     * 10.5 and 1.3.
     *
     * Measured by PingPong in jmh/ (JDK 25, 2 processors, platform threads, a round trip, three forks each): 20 yields
     * 6.2 to 10.3 us; 60 yields 0.65 to 0.84 us; 200 yields 0.53 to 1.29 us. Transfer at 4:1 and 4:4 does not tell 20 from
     * 60. Without yields, spinning starves the peer where platform threads are more than processors.
     *
     * A virtual thread yields only once or twice: each yield is a turn of the scheduler, and who waits among thousands would
     * take sixty. Measured on JDK 25, 2 processors, against 60 yields: a chain of 10,000 virtual threads at a capacity of 16
     * goes 8 times as fast. Without yields it goes a third faster still, but a ping-pong takes three times as long, and one
     * slot passes on half as many messages. So where yields are in vain they are left out for a while: see Patience. (For a
     * buffer it was not enough to leave them out where spins have not paid lately: then one slot passes on up to a fifth less,
     * and a ping-pong takes 1.7 us instead of 0.36.)
     *
     * Who is announced to a partner is met while it yields, or it parks: one yield is enough. With two and with one, in turn,
     * messages a us: chain at 0 1.8 to 1.9 and 2.1 to 2.3, pairs 2.3 to 2.4 and 2.5; Rendezvous 4:4 4.8 and 5.1;
     * SelectRendezvous, 4 channels, 4.7 to 5.3 and 5.4 to 5.6. Two that are left out as above: chain 2.0, pairs 2.45. One that is
     * left out as above: chain 2.5, but a round trip of RendezvousPingPong takes 1.0 us instead of 0.39; only if two in a row
     * were in vain: 2.2 and 1.0. So it is left out where others are ready, not where it was in vain.
     */
    /** Of a platform thread. With 2 and 40, PingPong 0.53 us, 0.56 and 0.62; Transfer 4:1, messages a us, 45, 47 and 44. */
    private static final int FEWEST_SPINS = 10;
    /**
     * At most, for one that looks at several channels at each poll: each takes longer than a spin. 64 and 1,024 are alike
     * (SelectRendezvous, 4 channels, virtual threads, messages a us: 4.7, 4.6 and 4.6).
     */
    private static final int MOST_AT_SEVERAL = 256;
    /**
     * At most, of all polls together, yields and all, for one that waits in hundreds of channels: 100 to 300 us, since a look takes
     * 4 to 8 ns (SelectReady, 256 and 4,096 channels).
     */
    private static final int MOST_LOOKS = 1 << 15;
    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    private static final MethodHandle IS_VIRTUAL = isVirtual();

    private final int yields;
    private final int virtualYields;

    WaitPolicy(int yields, int virtualYields) {
        this.yields = yields;
        this.virtualYields = virtualYields;
    }

    /** Returns how one waits who is not announced. */
    static WaitPolicy of(boolean meets) {
        return meets ? OFFER : BUFFER;
    }

    /** Returns for how many polls this thread is to keep the processor if each looks at so many channels, 1 at least. */
    int spins(Patience patience, int channels) {
        if (ALONE) {
            return 0;
        }
        int spins = patience.spins();
        if (spins < FEWEST_SPINS && !isVirtualThread()) {
            spins = FEWEST_SPINS;
        }
        return channels > 1 ? Math.min(spins, MOST_AT_SEVERAL) : spins;
    }

    /** Returns how often one polls at most who looks at so many channels each time, 1 at least. */
    static int most(int channels) {
        return MOST_LOOKS / Math.min(channels, MOST_LOOKS);
    }

    /**
     * Lets a little time pass before the poll number {@code poll}, counted from 0. Returns false when there were
     * enough, or when this thread is not to yield any more, since its time is over or it is interrupted.
     */
    boolean pause(int poll, int spins, Deadline deadline) {
        if (poll < spins) {
            Thread.onSpinWait();
            return true;
        }
        int yielded = poll - spins;
        if (yielded >= (isVirtualThread() ? virtualYields : yields)) {
            return false;
        }
        if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
            return false;
        }
        Thread.yield();
        return true;
    }

    /**
     * As {@link #pause(int, int, Deadline)}, but yields only if that pays at this channel, which learns from how long a yield
     * takes.
     */
    boolean pause(int poll, int spins, Patience patience, Deadline deadline) {
        if (poll < spins || yields == 0) {
            return pause(poll, spins, deadline);
        }
        if (!isVirtualThread()) {
            return poll - spins < patience.platformYields(yields) && pause(poll, spins, deadline);
        }
        boolean first = poll == spins;
        if (first ? !patience.yields() : patience.skipsYields()) {
            return false;
        }
        if (!first || !patience.timesTurn()) {
            return pause(poll, spins, deadline);
        }
        long begun = System.nanoTime();
        boolean yielded = pause(poll, spins, deadline);
        if (yielded) {
            patience.learnFromTurn(System.nanoTime() - begun);
        }
        return yielded;
    }

    /** Lets a channel learn from a wait that paused so often there, and ended meanwhile or did not. */
    void learn(int pauses, int spins, Patience patience, boolean ended) {
        int yielded = pauses - spins;
        patience.learn(ended && yielded <= 0);
        if (ended) {
            patience.learnThatItWasShort();
        }
        if (yielded > 0 && (ended || yielded == virtualYields) && isVirtualThread()) {
            patience.learnFromYields(ended);
        }
    }

    /**
     * Leaves the field to those who were faster: for eight spins, and twice as long each time, up to 256 (a few
     * microseconds). With two processors and four senders and four receivers that made 32 million messages a second
     * 60, and 22 million 60 on virtual threads, in a {@link LinkedEngine}; eight or two spins to begin with are alike.
     */
    static void backOff(int failed) {
        for (int spins = 8 << Math.min(failed, 5); spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }

    static boolean isVirtualThread() {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (RuntimeException | Error e) {
            throw e;
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
