package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One place of a {@link Waiter}: where it stands among those who wait at one side of one channel, and what it wants
 * there. An operation on one channel has one place, a select one for each clause.
 */
class Place {
    // What a place may be counted as, where that is done.
    static final byte UNCOUNTED = 0;
    static final byte WAITING = 1;
    static final byte AWAKE = 2;

    final Waiter waiter; // null for a list's first place and its mark
    final Side side;
    /** Which of its waiter's operations this is, counted from 0. */
    final int index;
    /** Whether its waiter could be met at the other side of this channel too, though not by itself. */
    boolean ofBothSides;

    // Let go of at the end of the operation, when a list may refer to this place for a while.
    private Engine engine;
    private Lease lease;
    private Object message;

    // The waiter's own business: what it has done here.
    boolean listed;
    /** As what it is counted here. */
    byte counted;
    /** Whether it stands in a channel beneath the one that the operation is on. */
    boolean beneath;
    /** The waiter's next place. */
    Place another;

    /** The next one in the list: itself when it was unlinked. */
    volatile Place next;

    /** Makes a place that is nobody's. */
    Place() {
        waiter = null;
        side = null;
        index = -1;
    }

    /** Makes a waiter's place. Null for a waiter that is a place itself. */
    Place(Waiter waiter, Engine engine, Lease lease, Object message, int index) {
        this.waiter = waiter != null ? waiter : (Waiter) this;
        this.engine = engine;
        this.lease = lease;
        this.side = lease.side;
        this.message = message;
        this.index = index;
    }

    final Engine engine() {
        return engine;
    }

    final Lease lease() {
        return lease;
    }

    /** Returns what to send, or null if it receives; to be read before the wait is decided. */
    final Object message() {
        return message;
    }

    /** Tells whether the operation uses a handle: closing that wakes the operation. */
    final boolean uses(Lease handle) {
        return lease == handle;
    }

    final boolean isOpen() {
        return lease.isOpen();
    }

    final Waiters waiters() {
        return engine.waiters(side);
    }

    /** Tells whether the operation is worth a try. */
    final boolean isReady() {
        return engine.isReady(side);
    }

    void release() {
        engine = null;
        lease = null;
        message = null;
        another = null;
    }

    final boolean casNext(Place from, Place to) {
        return NEXT.compareAndSet(this, from, to);
    }

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Place.class, "next", Place.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
