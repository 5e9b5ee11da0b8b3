package dev.leat.channels.engine;

import dev.leat.channels.DisconnectedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel without its handles: what a flavour must be able to do without waiting. Waiting, time limits, batches and
 * iteration are built on that once, for all flavours.
 */
abstract class Engine {
    /** What {@link #poll()} returns at the end of the channel. */
    static final Object ENDED = new Object();

    /** Who waits for a message. */
    final WaitList receivers = new WaitList();

    private final AtomicInteger openSenders = new AtomicInteger(1);
    private final AtomicInteger openReceivers = new AtomicInteger(1);
    private volatile Throwable cause;

    /**
     * Takes the first message. Returns null if there is none now, and {@link #ENDED} if there will never be one again. Neither
     * answer is spurious: there was a moment, during the call, at which it was the truth.
     */
    abstract Object poll();

    /**
     * Tells whether {@link #poll()} is worth a try: made for polling, so it must be cheap for the senders. To a waiter that has
     * announced itself it is the re-check: it may answer true in vain, but never false when there is a message or the end.
     */
    abstract boolean canReceive();

    /** Lets the channel end after what is queued. Called once, when the last sender is closed, before receivers are woken. */
    abstract void endSenders();

    /** Refuses what is sent from now on and discards what is queued. Called once, when the last receiver is closed. */
    abstract void endReceivers();

    /** Tells whether one of the two happened, so that no message can come in any more. */
    abstract boolean isClosed();

    /** Returns how many messages are there; exact when no operation is under way. */
    abstract int size();

    abstract int capacity();

    abstract boolean isBounded();

    /** The name of the flavour, for people. */
    abstract String flavour();

    // Handles are counted here and nowhere else.

    private AtomicInteger open(Side side) {
        return side == Side.SENDER ? openSenders : openReceivers;
    }

    final int count(Side side) {
        return open(side).get();
    }

    /** Tells whether all handles of a side are closed, and what follows from that is in force. */
    final boolean isGone(Side side) {
        return count(side) == 0 && isClosed();
    }

    /** Counts one more handle. Returns false if none is open any more: a count never rises from zero. */
    final boolean retain(Side side) {
        var open = open(side);
        for (int n = open.get(); n > 0; n = open.get()) {
            if (open.compareAndSet(n, Math.incrementExact(n))) {
                return true;
            }
        }
        return false;
    }

    /** Goes on after a lease was closed: wakes who waits with that handle, and ends its side if it was the last one. */
    final void closed(Lease lease) {
        if (lease.side == Side.RECEIVER) {
            receivers.wakeAllOf(lease);
        }
        if (open(lease.side).decrementAndGet() == 0) {
            if (lease.side == Side.SENDER) {
                endSenders();
                receivers.wakeAll();
            } else {
                endReceivers();
            }
        }
    }

    /** Records why the channel is going to end. The caller's own count keeps it from ending meanwhile. */
    final void fail(Throwable failure) {
        if (CAUSE.compareAndSet(this, (Throwable) null, failure)) {
            return;
        }
        Throwable first = cause;
        if (first != failure && !List.of(first.getSuppressed()).contains(failure)) {
            first.addSuppressed(failure);
        }
    }

    final Throwable cause() {
        return cause;
    }

    final DisconnectedException disconnected(Side gone) {
        return new DisconnectedException("every " + gone + " of " + this + " is closed", gone == Side.SENDER ? cause : null);
    }

    @Override
    public final String toString() {
        return flavour() + " channel@" + Integer.toHexString(hashCode()) + "[size " + size()
                + ", capacity " + (isBounded() ? capacity() : "unlimited") + ", senders " + count(Side.SENDER) + ", receivers " + count(Side.RECEIVER) + "]";
    }

    private static final VarHandle CAUSE;

    static {
        try {
            CAUSE = MethodHandles.lookup().findVarHandle(Engine.class, "cause", Throwable.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
