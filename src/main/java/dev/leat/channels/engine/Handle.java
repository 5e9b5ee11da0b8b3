package dev.leat.channels.engine;

import java.lang.ref.Reference;

/** What senders and receivers have in common: a counted, watched hold on an engine. */
abstract class Handle {
    /*
     * Reachability: the collector may find a handle unreachable while its last operation still runs inside the engine,
     * since that needs the handle's fields only. An operation is a use of the handle, so each that does something ends
     * with a reachabilityFence; it costs nothing. The same holds for a thread that is parked in an operation.
     */

    final Engine engine;
    final Lease lease;

    /** Makes a handle that is not counted yet. */
    Handle(Engine engine, Side side) {
        this.engine = engine;
        this.lease = new Lease(this, engine, side);
    }

    /** Opens the first handle of a side, which the engine has counted already. */
    final void openFirst() {
        lease.counted = true;
        watch();
    }

    private void watch() {
        if (engine.isWatched()) {
            lease.stripe.add(lease);
        }
    }

    /** Opens a handle that duplicates another one. */
    final void openFrom(Handle other) {
        if (!other.lease.isOpen() || !open()) {
            throw other.closedException();
        }
    }

    /** Opens a further handle. Returns false, and leaves nothing behind, if its side has no open one any more. */
    final boolean open() {
        boolean opened = false;
        try {
            watch();
            opened = engine.retain(lease);
        } finally {
            if (!opened) {
                lease.close();
                lease.finish();
            }
            Reference.reachabilityFence(this);
        }
        return opened;
    }

    final void checkOpen() {
        if (!lease.isOpen()) {
            throw closedException();
        }
    }

    final IllegalStateException closedException() {
        return new IllegalStateException("this " + lease.side + " of " + engine + " is closed");
    }

    final boolean sameChannel(Object other) {
        return other instanceof Handle handle && handle.engine == engine;
    }

    public final int size() {
        return engine.size();
    }

    public final boolean isEmpty() {
        return size() == 0;
    }

    public final boolean isFull() {
        return engine.isBounded() && size() == capacity();
    }

    public final int capacity() {
        return engine.capacity();
    }

    public final int senderCount() {
        return engine.count(Side.SENDER);
    }

    public final int receiverCount() {
        return engine.count(Side.RECEIVER);
    }

    public final void close() {
        close(null);
    }

    /**
     * Closes this, and does what follows, or what a close before could not do to the end.
     *
     * @param cause why; null if there is no reason to be told
     * @return false if it is closed already, so that nobody is told of the cause
     */
    final boolean close(Throwable cause) {
        boolean closed = lease.close();
        if (closed) {
            lease.failure = cause;
        }
        if (closed || lease.mend()) {
            try { // here, since the call of another method could fail before that noted it
                if (closed) {
                    lease.unheard = lease.side == Side.SENDER && engine.isGone(Side.RECEIVER);
                }
                engine.closed(lease);
                lease.finish();
            } catch (Throwable e) { // an Error; to be done again: see Lease
                lease.broken = true;
                throw e;
            } finally {
                Reference.reachabilityFence(this);
            }
        }
        return closed;
    }

    @Override
    public final String toString() {
        return (lease.isOpen() ? "" : "closed ") + lease.side + " of " + engine;
    }
}
