package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;

/**
 * What a handle holds of its channel: one count, given back exactly once, by {@code close()} or by the leak watch after
 * the handle became unreachable. For the latter it knows the handle only as a phantom does.
 */
final class Lease extends PhantomReference<Handle> {
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
    private volatile boolean closed;

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

    /** Closes the lease. Whoever gets true gives the count back, and then lets the leak watch forget the lease. */
    boolean close() {
        if (closed || !CLOSED.compareAndSet(this, false, true)) {
            return false;
        }
        clear();
        return true;
    }

    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(Lease.class, "closed", boolean.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
