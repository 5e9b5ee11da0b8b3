package dev.leat.channels.engine;

import dev.leat.channels.DisconnectedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A channel without its handles: what a flavour must be able to do without waiting. Waiting, time limits, batches and
 * iteration are built on that once, for all flavours.
 */
abstract class Engine {
    /** The result of an operation that meets the end of the channel. */
    static final Object ENDED = new Object();

    /** The result of a send. */
    static final Object SENT = new Object();

    private static final Source[] NO_SOURCES = {};

    /**
     * So many causes are kept beside the first one. A channel that lives for long, and whose senders come and fail, would keep
     * each one's stack trace, and each close would look through all of them, in a monitor. (With 50,000 of them a close took
     * 180 us, and 0.8 KB that stayed.)
     */
    private static final int MOST_LATER_CAUSES = 1_000;

    private volatile int openSenders;
    private volatile int openReceivers = 1;
    /** Of those who wait here. */
    final Patience patience = new Patience();

    private volatile Throwable cause;
    private volatile Farewell farewell;

    /** For those who must not keep the channel reachable. */
    final WeakEngine weak = new WeakEngine(this);

    /** Set before there is a handle, and never again; null if what is left goes nowhere. */
    private Leftovers leftovers;

    Engine() {
        this(1);
    }

    /** Makes a channel with one open receiver and so many open senders. */
    Engine(int senders) {
        openSenders = senders;
    }

    /** Gives a new channel a name, or null, and somebody to hand its leftovers to, or null. */
    @SuppressWarnings("unchecked") // only values of the type that the handler accepts are sent
    final void furnish(String name, Consumer<?> undelivered) {
        weak.setName(name);
        if (undelivered != null) {
            leftovers = new Leftovers((Consumer<Object>) undelivered);
            weak.keep();
        }
    }

    // Neither answer of the next two is spurious: there was a moment, during the call, at which it was the truth.

    /**
     * Takes the first message. Returns null if there is none now, and {@link #ENDED} if there will never be one again.
     */
    abstract Object poll();

    /**
     * Sends. Returns {@link #SENT}, null if there is no room now, and {@link #ENDED} if the channel is closed for
     * sending.
     */
    abstract Object offer(Object message);

    /**
     * Tells whether an operation of a side is worth a try: made for polling, so it must be cheap for the other side. To
     * a waiter that has announced itself it is the re-check: it may answer true in vain, but never false when the
     * operation would succeed. If nobody else does such operations, it is exact (a select in order builds on that).
     */
    abstract boolean isReady(Side side);

    /**
     * Returns for how many polls one who begins to poll is to leave the channel alone, for the other side to get ahead. Called
     * once for each operation on this channel alone.
     */
    int rest(Side side) {
        return 0;
    }

    abstract Waiters waiters(Side side);

    /**
     * Polls for an operation, if that pays, before it is announced; what is sent from hand to hand is offered meanwhile. When
     * the time of the operation is over it may spin for some 60 us yet, and yields no more than {@link WaitPolicy} says.
     * Returns what it did, {@link Blocking#CLOSED}, or null if that was in vain.
     */
    Object linger(Lease lease, Object message, Deadline deadline) {
        return Blocking.linger(this, lease, message, deadline);
    }

    /**
     * Returns something that tells two moments apart: if it is the same at both, an operation that was not ready at
     * either was not ready in between. (What is offered by {@link #linger} does not count.)
     */
    Object stamp() {
        return this;
    }

    /** Returns when those who wait are to try again though nobody wakes them. */
    Deadline due() {
        return Deadline.NEVER;
    }

    /** Returns the channels beneath this one, where those who wait for it stand; empty if it is a channel itself. */
    Source[] sources() {
        return NO_SOURCES;
    }

    /** Makes one who waits for an operation. */
    Waiter waiter(Lease lease, Object message) {
        return new SingleWaiter(this, lease, message);
    }

    /** Tells whether somebody loses something if a handle is forgotten. */
    boolean isWatched() {
        return true;
    }

    /** Tells whether messages go from hand to hand, so that an operation that waits has to announce itself to be met. */
    abstract boolean meets();

    /** Refuses what is sent from now on. Called when a side is gone, before the other side's waiters are woken. */
    abstract void close();

    /**
     * Takes what is queued, one by one, and lets go of it by {@link #undelivered}. Called after the channel was closed
     * because the last receiver was.
     */
    void discard() {
        for (Object message = poll(); message != ENDED; message = poll()) {
            undelivered(message);
        }
    }

    abstract boolean isClosed();

    /** Returns how many messages are there; exact when no operation is under way. */
    abstract int size();

    /** Returns how many messages {@link #poll()} would give now: those queued, or in the hands of waiting senders. */
    abstract int ready();

    /** Tells whether there is no more to be done at a side: the channel has ended, and nothing is left to receive. */
    final boolean isOver(Side side) {
        return isClosed() && (side == Side.SENDER || ready() == 0);
    }

    /** Wakes the next one of the other side, if there is something to do for it. */
    final void wakeAcross(Side side) {
        if (isReady(side.other())) {
            waiters(side.other()).wakeOne();
        }
    }

    abstract int capacity();

    abstract boolean isBounded();

    /** The name of the flavour, for people. */
    abstract String flavour();

    /** What a thread dump is to show as the reason for waiting here. */
    Object blocker() {
        return this;
    }

    /** Returns where senders wait for the receivers to be gone. */
    final Farewell farewell() {
        if (farewell == null) {
            FAREWELL.compareAndSet(this, (Farewell) null, new Farewell(this));
        }
        return farewell;
    }

    // Handles are counted here and nowhere else.

    private static AtomicIntegerFieldUpdater<Engine> open(Side side) {
        return side == Side.SENDER ? OPEN_SENDERS : OPEN_RECEIVERS;
    }

    int count(Side side) {
        return side == Side.SENDER ? openSenders : openReceivers;
    }

    /** Tells whether all handles of a side are closed, and what follows from that is in force. */
    final boolean isGone(Side side) {
        return count(side) == 0 && isClosed();
    }

    /** Counts one more handle. Returns false if none is open any more: a count never rises from zero. */
    final boolean retain(Lease lease) {
        var open = open(lease.side);
        for (int n = open.get(this); n > 0; n = open.get(this)) {
            if (open.compareAndSet(this, n, Math.incrementExact(n))) {
                lease.counted = true;
                return true;
            }
        }
        return false;
    }

    private void release(Lease lease) {
        if (lease.uncount()) {
            try {
                lease.last = open(lease.side).decrementAndGet(this) == 0;
            } catch (Throwable e) { // an Error, before anything was done
                lease.counted = true;
                throw e;
            }
        }
    }

    /**
     * Goes on after a lease was closed: takes note of the reason, gives the count back, wakes who waits with that handle,
     * and ends the channel if it was a side's last one. If an Error stops that, it can be done again.
     */
    final void closed(Lease lease) {
        if (lease.failure != null) {
            endsFor(lease.failure); // before the count is given back, which keeps the channel from ending
        }
        release(lease);
        boolean ended = false;
        try {
            if (lease.last) {
                close();
                ended = true;
            }
        } finally { // also if an Error ends the closing: whose handle it was is to hear of it all the same
            wakeAndLetGo(lease, ended);
        }
    }

    private void wakeAndLetGo(Lease lease, boolean ended) {
        try {
            wakeAfterClose(lease, ended);
        } finally { // also if an Error ends the waking
            if (ended) {
                letGo(lease.side);
            }
        }
    }

    private void wakeAfterClose(Lease lease, boolean ended) {
        try {
            if (ended) {
                waiters(Side.RECEIVER).wakeAll();
                waiters(Side.SENDER).wakeAll();
            }
        } finally {
            if (lease.hasWaiters()) {
                waiters(lease.side).wakeAllOf(lease);
            }
            if (farewell != null) { // read after the end is in force; who waits there re-checks that after it was written
                if (lease.hasWaiters()) {
                    farewell.waiters(lease.side).wakeAllOf(lease);
                }
                if (ended) {
                    farewell.waiters(Side.SENDER).wakeAll();
                }
            }
        }
    }

    /** Lets go of what is queued if nobody will receive it. */
    private void letGo(Side gone) {
        if (gone == Side.RECEIVER) {
            if (leftovers == null) {
                discard();
            } else {
                Leftovers.discard(this);
            }
        }
    }

    /** Lets go of a message that was sent and will not be received. */
    final void undelivered(Object message) {
        if (leftovers != null) {
            leftovers.accept(this, message);
        }
    }

    /** Takes note of a reason why the channel is going to end: the first one counts, the others are added to it. */
    final void endsFor(Throwable failure) {
        if (!CAUSE.compareAndSet(this, (Throwable) null, failure)) {
            suppress(cause, failure);
        }
    }

    private static void suppress(Throwable first, Throwable later) {
        // The monitor is the one that addSuppressed takes in any case; else two threads could both add it. Nobody sleeps in it,
        // unless it is somebody who uses a failure as a lock.
        synchronized (first) {
            if (first.getSuppressed().length < MOST_LATER_CAUSES && !includes(first, later)) {
                first.addSuppressed(later);
            }
        }
    }

    private static boolean includes(Throwable first, Throwable one) {
        if (first == one) {
            return true;
        }
        for (Throwable suppressed : first.getSuppressed()) {
            if (suppressed == one) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a failure is among the reasons why the channel is going to end. */
    final boolean isToldOf(Throwable failure) {
        return cause != null && includes(cause, failure);
    }

    final Throwable cause() {
        return cause;
    }

    final DisconnectedException disconnected(Side gone) {
        return new DisconnectedException(ending(gone), gone == Side.SENDER ? cause : null);
    }

    /** Says, for people, that the channel has ended, and why. */
    String ending(Side gone) {
        return "every " + gone + " of " + this + " is closed";
    }

    @Override
    public final String toString() {
        var name = weak.name() == null ? "" : " \"" + weak.name() + "\"";
        return flavour() + " channel" + name + "@" + Integer.toHexString(hashCode()) + "[size " + size()
                + ", capacity " + (isBounded() ? capacity() : "unlimited")
                + ", senders " + count(Side.SENDER) + ", receivers " + count(Side.RECEIVER) + "]";
    }

    private static final AtomicIntegerFieldUpdater<Engine> OPEN_SENDERS =
            AtomicIntegerFieldUpdater.newUpdater(Engine.class, "openSenders");
    private static final AtomicIntegerFieldUpdater<Engine> OPEN_RECEIVERS =
            AtomicIntegerFieldUpdater.newUpdater(Engine.class, "openReceivers");
    private static final VarHandle CAUSE = Fields.handle(MethodHandles.lookup(), "cause", Throwable.class);
    private static final VarHandle FAREWELL = Fields.handle(MethodHandles.lookup(), "farewell", Farewell.class);

    static {
        // Initialized by a first wait at the end of a stack, they could never be used again. (And a LockSupport that is loaded
        // inside a first park may lead to a deadlock: JDK-8074773.) Nor may a Daemon be the first who needs one: see there.
        try {
            var lookup = MethodHandles.lookup();
            for (Class<?> c : List.of(Blocking.class, Deadline.class, WaitPolicy.class, SingleWaiter.class,
                    MeetingWaiter.OfSender.class, MeetingWaiter.OfReceiver.class, SelectWaiter.class, Chooser.class,
                    Turns.class, WaitList.class, CourtesyTimer.class, CourteousWaiter.Courtesy.class,
                    CourteousWaiter.Follower.class, Leftovers.class, Offers.class, Reports.class,
                    Thread.UncaughtExceptionHandler.class, VirtualMachineError.class, LockSupport.class,
                    ThreadLocalRandom.class)) {
                lookup.ensureInitialized(c);
            }
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
