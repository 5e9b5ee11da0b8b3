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
     * that it was a side's last one stays noted, so that nobody else ends the channel too.
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
    /**
     * How many places of waiters this handle is used at; perhaps more, if an Error came in between. For who closes it: where
     * 5,000 wait, and 5,000 handles are closed, to look for its waiters in vain each time took a fifth of all time at a
     * rendezvous, and more than a third of it at a capacity of 128. (RendezvousCrowd and Crowd, a benchmark's few messages.)
     */
    private volatile int places;
    /** Why it was closed; null if it just was. */
    Throwable failure;
    /** Whether it was the last one of its side that gave its count back. */
    volatile boolean last;
    /** Whether somebody began to do what follows from closing, and could not do it to the end. */
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
     * its messages to somebody: a channel in which one of its own handles is queued would hold itself.
     */
    Engine engine() {
        return engine.get();
    }

    /** What there is to say of a channel that is gone. */
    String nameOfGone() {
        return engine.name() == null
                ? "a channel that nobody has any more"
                : "the channel \"" + engine.name() + "\", which nobody has any more,";
    }

    boolean isOpen() {
        return !closed;
    }

    /** Takes note of one more place, before that can be found and its waiter looks whether this is open. */
    void enter() {
        PLACES.getAndAdd(this, 1);
    }

    void exit() {
        PLACES.getAndAdd(this, -1);
    }

    /** Tells, after it was closed, whether anybody may be waiting who has not seen that. */
    boolean hasWaiters() {
        return places != 0;
    }

    /** Closes the lease. Whoever gets true does what follows from that. */
    boolean close() {
        return !closed && CLOSED.compareAndSet(this, false, true);
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
        clear();
        stripe.remove(this);
    }

    private static final AtomicIntegerFieldUpdater<Lease> PLACES =
            AtomicIntegerFieldUpdater.newUpdater(Lease.class, "places");
    private static final VarHandle COUNTED;
    private static final VarHandle BROKEN;
    private static final VarHandle CLOSED;

    static {
        try {
            var lookup = MethodHandles.lookup();
            COUNTED = lookup.findVarHandle(Lease.class, "counted", boolean.class).withInvokeExactBehavior();
            BROKEN = lookup.findVarHandle(Lease.class, "broken", boolean.class).withInvokeExactBehavior();
            CLOSED = lookup.findVarHandle(Lease.class, "closed", boolean.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
