package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * What a handle holds of its channel: one count, given back exactly once, by {@code close()} or by the leak watch after
 * the handle became unreachable. For the latter it knows the handle only as a phantom does.
 */
final class Lease extends PhantomReference<Handle> {
    /*
     * A life: made, COUNTED, CLOSED, given back, finished. An Error, for want of stack or memory, may stop a thread between
     * any two steps, and nobody is to wait for ever for that. So each step is noted by a write to a field right behind
     * it, which cannot fail, and what follows from closing can be done again as a whole: by one more close(), or by the
     * leak watch, which hears of the handle as long as this is not finished. What was never counted gives nothing back, and
     * that it was a side's last one stays noted, so that nobody else ends the channel too. (A merged receiver that takes a
     * handle's place closes it in these two parts, too: at once, together with others, and what follows afterwards.)
     *
     * Whoever closes it wakes the operations that wait with it. Only if there are some: where thousands wait with handles of
     * their own, to look for them among all the others, for each handle that is closed, takes a time that grows with the
     * square. (5,000 senders and 5,000 receivers, virtual threads, JDK 25, 2 processors, messages a us, in turn with one
     * without: RendezvousCrowd 1.0 and 1.3, Crowd at 128 8 to 10 and 13 to 16.) So the PLACES of waiters are counted: one more
     * before a place can be found, one less when it is let go of. No wake-up is lost: a waiter counts its place before it
     * looks whether the lease is open, and the closer closes it before it looks at the count. These are volatile accesses, so
     * one of them sees the other. (jcstress: LeaseTest.) If an Error comes in between, a place is counted for ever, and the
     * closer looks in vain.
     *
     * As long as somebody waits with it, it holds the channel. A virtual thread that is parked is kept by nobody, unless
     * somebody keeps its executor; so if the other side were forgotten, all of the channel would be garbage together with the
     * thread that waits there, which would be gone in the middle of its operation. Now the leak watch finds the channel by
     * this lease's static root, closes the other side's, and the thread hears of it. Who leaves takes the hold away before it
     * is counted out, and gives it back if it was not the last one; who enters holds after it was counted in. So with the last
     * of these atomic operations comes, or follows, the write that decides (jcstress: LeaseTest). Where two leave at the same
     * time one may give back what nobody needs any more; then a channel that is queued in itself, say, stays until the handle
     * is closed.
     *
     * That is two atomic operations for each wait, on a line that the handle's other users read: those who share a handle
     * could pay for each other's waits. (Measured where four threads share a sender, and four a receiver, at 0, 1 and 128:
     * alike.)
     */

    private final WeakEngine engine;
    final Side side;
    /** Where the handle was made, if handles are tracked. */
    final Throwable madeAt;

    // The leak watch's list of leases; guarded by the stripe's lock.
    final LeakWatch.Stripe stripe;
    Lease previous;
    Lease next;

    /** Whether it is the library's own, so that nobody is told if it is forgotten. */
    boolean quiet;
    /** Whether the engine counts it. */
    volatile boolean counted;
    private volatile boolean closed;
    /** At how many places waiters use it; see above. */
    private volatile int places;
    /** The engine while somebody waits; see above. Plain: its order is that of the places. */
    private Engine held;
    /** Why it was closed; null if it just was. */
    Throwable failure;
    /** Whether a merged receiver has taken the handle's place; guarded by who does that. */
    boolean takenOver;
    /** Whether it was a sender's, and nobody received any more when it was closed. */
    boolean unheard;
    /** Whether it was the last one of its side that gave its count back. */
    volatile boolean last;
    /** Whether what follows from closing is still to be done, or to be done again: somebody could not do it to the end. */
    volatile boolean broken;

    Lease(Handle handle, Engine engine, Side side) {
        super(handle, LeakWatch.UNREACHABLE);
        this.engine = engine.weak;
        this.side = side;
        this.madeAt = LeakWatch.TRACKING ? new Throwable("the handle was made here") : null;
        this.stripe = LeakWatch.stripe();
    }

    /**
     * Returns the engine, or null if nobody has it any more. The static list of leases must not keep it, unless it owes
     * its messages to somebody, or somebody waits: a channel in which one of its own handles is queued would hold itself.
     */
    Engine engine() {
        return engine.get();
    }

    /** What there is to say of a channel that is gone. */
    String nameOfGone() {
        return engine.name() == null
                ? "a " + engine.kind() + " that nobody has any more"
                : "the " + engine.kind() + " \"" + engine.name() + "\", which nobody has any more,";
    }

    boolean isOpen() {
        return !closed;
    }

    /** Counts a place, before that can be found and its waiter looks whether this is open. */
    void enter(Engine at) {
        PLACES.getAndAdd(this, 1);
        held = mine(at);
    }

    /** Counts a place out that was counted in at the same channel. */
    void exit(Engine at) {
        Engine mine = mine(at);
        boolean wasLast = false;
        held = null;
        try {
            wasLast = PLACES.getAndAdd(this, -1) == 1;
        } finally { // also if an Error ends the counting
            if (!wasLast) {
                held = mine;
            }
        }
    }

    /**
     * Returns the engine: at which it waits, mostly, so that one object less is touched. (Else it waits in a channel beneath a
     * merged one, or for the end.)
     */
    private Engine mine(Engine at) {
        return at.weak == engine ? at : engine.get();
    }

    /** Returns the channel that it holds, or null: for tests. */
    Engine held() {
        return held;
    }

    /** Tells, after it was closed, whether anybody may be waiting who has not seen that. */
    boolean hasWaiters() {
        return places != 0;
    }

    /** Closes the lease. Whoever gets true does what follows from that. */
    boolean close() {
        return !closed && CLOSED.compareAndSet(this, false, true);
    }

    /** Closes the lease, and leaves what follows from that to the handle's next close, or to the leak watch. */
    void takeOver() {
        takenOver = true;
        if (close()) {
            broken = true;
        }
    }

    /** Whoever gets true gives the count back. */
    boolean uncount() {
        return counted && COUNTED.compareAndSet(this, true, false);
    }

    /** Whoever gets true does once more what follows from closing. */
    boolean mend() {
        return broken && BROKEN.compareAndSet(this, true, false);
    }

    /** All is done: the leak watch forgets it. */
    void finish() {
        stripe.remove(this);
        clear(); // last: if an Error comes before, the watch still hears of the handle
    }

    private static final AtomicIntegerFieldUpdater<Lease> PLACES =
            AtomicIntegerFieldUpdater.newUpdater(Lease.class, "places");
    private static final VarHandle COUNTED = Fields.handle(MethodHandles.lookup(), "counted", boolean.class);
    private static final VarHandle BROKEN = Fields.handle(MethodHandles.lookup(), "broken", boolean.class);
    private static final VarHandle CLOSED = Fields.handle(MethodHandles.lookup(), "closed", boolean.class);
}
