package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One place of a {@link Waiter}: where it stands among those who wait at one side of one channel, and what it wants
 * there. An operation on one channel has one place, a select one for each clause.
 *
 * <p>Small, since a rendezvous makes one for each message, which then goes from processor to processor: a waiter has 48 bytes
 * there. Measured in turn with one of 72 bytes (JDK 25, 2 processors, virtual threads, 1:1, messages a us): 7.3 and 6.4.
 */
class Place {
    // What a place may be counted as, where that is done.
    static final byte UNCOUNTED = 0;
    static final byte WAITING = 1;
    static final byte AWAKE = 2;

    private static final byte NO_SIDE = -1;

    /** The ordinal, which is smaller. */
    private final byte side;
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
        side = NO_SIDE;
    }

    Place(Engine engine, Lease lease, Object message) {
        this.engine = engine;
        this.lease = lease;
        this.side = (byte) lease.side.ordinal();
        this.message = message;
    }

    /** Returns whose place it is; null for a list's first place and its mark. */
    Waiter waiter() {
        return null;
    }

    /** Returns which of its waiter's operations this is, counted from 0. */
    int index() {
        return 0;
    }

    final boolean isOf(Side other) {
        return side == other.ordinal();
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
        return engine.waiters(lease.side);
    }

    /** Tells whether the operation is worth a try. */
    final boolean isReady() {
        return engine.isReady(lease.side);
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
