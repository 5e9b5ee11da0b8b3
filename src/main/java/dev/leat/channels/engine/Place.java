package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One place of a {@link Waiter}: where it stands among those who wait at one side of one channel, and what it wants there; or
 * one that is nobody's, which knows no more than what comes next: a {@link Line}, and marks. An operation on one channel has
 * one place, a select one for each clause.
 *
 * <p>Small, since a rendezvous makes one for each message that is not offered and taken before (see {@link RendezvousEngine}),
 * which then goes from processor to processor: a waiter has 40 bytes there. Measured in turn, when there was one for each
 * message, with waiters of 72, 48 and 40 bytes (JDK 25, 2 processors, 1:1, virtual threads, messages a
 * us): Rendezvous 2.5, 3.1, 3.3, and where the host places the processors well 5.7, 6.0, 6.6; a throw-away loop 6.0, 7.1,
 * 7.7, and in that loop a bare queue of this kind with nodes of 72, 64, 56, 48, 40 and 32 bytes: 8.1, 8.2, 8.5, 8.9, 10.0,
 * 10.5. So what only some places need is a method here, and a field where it is needed.
 */
class Place {
    // What a place may be counted as, where that is done.
    static final byte UNCOUNTED = 0;
    static final byte WAITING = 1;
    static final byte AWAKE = 2;

    // Let go of at the end of the operation, when a list may refer to this place for a while.
    private Engine engine;
    private Lease lease;
    private Object message;

    // The waiter's own business: what it has done here.
    boolean listed;
    /** As what it is counted here. */
    byte counted;

    /** The next one in the list: itself when it was unlinked. */
    volatile Place next;

    /** Makes a place that is nobody's. */
    Place() {
        this(null, null, null);
    }

    Place(Engine engine, Lease lease, Object message) {
        this.engine = engine;
        this.lease = lease;
        this.message = message;
        if (lease != null) {
            lease.enter(engine);
        }
    }

    /** Returns whose place it is; null for a line itself, and for a mark. */
    Waiter waiter() {
        return null;
    }

    /** Returns which of its waiter's operations this is, counted from 0. */
    int index() {
        return 0;
    }

    /** Returns its waiter's next place, or null. */
    Place another() {
        return null;
    }

    /** Tells whether its waiter could be met at the other side of this channel too, though not by itself. */
    boolean isOfBothSides() {
        return false;
    }

    /** Tells whether it stands in a channel beneath the one that the operation is on. */
    boolean isBeneath() {
        return false;
    }

    /** Returns the side it is of; to be asked only while the operation is not over. */
    final Side side() {
        return lease.side;
    }

    /** Tells whether it is one of that side. Of none if it is nobody's, and perhaps of none if the operation is over. */
    boolean isOf(Side side) {
        Lease now = lease;
        return now != null && now.side == side;
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

    /** Tells whether nobody stands before it. */
    final boolean isFirst() {
        return waiters().isFirst(this);
    }

    /** Tells whether the operation is worth a try. */
    final boolean isReady() {
        return engine.isReady(lease.side);
    }

    void release() {
        Engine at = engine;
        Lease used = lease;
        engine = null;
        lease = null;
        message = null;
        used.exit(at); // last: an Error may stop it
    }

    final boolean casNext(Place from, Place to) {
        return NEXT.compareAndSet(this, from, to);
    }

    private static final VarHandle NEXT = Fields.handle(MethodHandles.lookup(), "next", Place.class);
}
