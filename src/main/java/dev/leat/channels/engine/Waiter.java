package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * One blocked operation: a thread that stands, with a {@link Place} for each, among the waiters of one or more
 * channels. It is its own first place, so an operation on one channel takes one object.
 */
abstract class Waiter extends Place {
    /*
     * A wait is DECIDED by one atomic step on its outcome: somebody WAKES the waiter at one of its places (the outcome
     * is that place), or MEETS it there and so completes its operation, or the waiter itself ends the wait. So who stands in
     * several places is woken in one of them, and a waker that comes too late knows it and turns to somebody else.
     *
     * The steps of a wait: ENLIST in all lists, ARM (the outcome is null from then on), ANNOUNCE and RE-CHECK at each
     * place, PARK, DISARM, RETREAT, and GIVE WAY if it was woken, now or before. Then the operation is tried, and all
     * that again if it was woken in vain. At the end it LEAVES. Nobody can decide a waiter that is not armed: what it
     * does then cannot get across what others do with it. A new waiter is armed from the start, since nobody knows it
     * before it stands in a list, and may be decided as soon as it does.
     */

    /** The outcome of one who is not waiting now. */
    private static final Object DISARMED = new Object();
    /** The outcome of one whose operation is over. */
    private static final Object GONE = new Object();

    private volatile Object outcome; // a new waiter is armed: nobody knows it yet
    /** The thread, while it parks or is about to. */
    private volatile Thread parked;

    /** Whether the thread was unparked after the wait was decided. A late waker may say so too soon. */
    private boolean told;

    /** Whether this waiter is not good for one more wait. */
    boolean spent;

    Waiter(Engine engine, Lease lease, Object message) {
        super(engine, lease, message);
    }

    @Override
    final Waiter waiter() {
        return this;
    }

    // What the operation is: if nothing else is said, one on the channel of the first place, the only one.

    /** Tries the operation at all places. Returns null if it cannot be done now. Called while nobody can decide it. */
    Object attempt() {
        return message() == null ? engine().poll() : engine().offer(message());
    }

    /** Returns the outcome that says: somebody met this waiter at a place, with this result. */
    Object meeting(Place place, Object result) {
        return result;
    }

    /** Takes note of such an outcome. Returns the result. */
    Object met(Object outcome) {
        listed = false; // unlinked by its partner
        return outcome;
    }

    /** Returns the place at which the operation was done, by an attempt or a meeting. */
    Place done() {
        return this;
    }

    /** Tells whether it waits for a partner too, so that its wait may complete the operation. */
    boolean meets() {
        return engine().meets();
    }

    /** Returns a waiter for one more wait of the operation, if this one is spent. */
    Waiter again() {
        return engine().waiter(lease(), message());
    }

    /** Returns for how many polls it is to keep the processor when it is announced: none if it has done so before. */
    int spins() {
        return 0;
    }

    /** What is known of waits there before, and learns from this one. */
    Patience learned() {
        return engine().patience;
    }

    /** What a thread dump is to show as the reason for waiting. */
    Object blocker() {
        return engine().blocker();
    }

    /** Called when it has acted, and begins one more wait or leaves. */
    void acted() {
        // Only where those who wait give way to each other somebody wants to know.
    }

    // What others may ask and do.

    /** Tells whether the wait is undecided. */
    final boolean isWaiting() {
        return outcome == null;
    }

    /** Tells whether it is not waiting and has not acted yet: it was woken, or its own time or thread ended the wait. */
    final boolean isAwake() {
        Object now = outcome;
        return now != null && now != GONE;
    }

    final boolean isGone() {
        return outcome == GONE;
    }

    /** Decides the wait and sees to it that the thread notices. Returns false if it is decided. */
    final boolean decide(Object result) {
        boolean settled = settle(result);
        if (settled) {
            tell();
        }
        return settled;
    }

    /** Decides the wait, and leaves it to somebody else that the thread notices. Returns false if it is decided. */
    final boolean settle(Object result) {
        return outcome == null && OUTCOME.compareAndSet(this, (Object) null, result);
    }

    /**
     * Unparks the thread of a decided wait if its waker has not. For those who only come across it: an Error may have
     * stopped the one who decided it before it came to that.
     */
    final void completeWaking() {
        if (!told && !isWaiting()) {
            tell();
        }
    }

    /**
     * Nothing is written if the thread polls, and is about to write here itself, and there is no field for the thread but
     * that which says whether it parks. Both together, in turn with one fork without: Rendezvous 1:1 (JDK 25, 2 processors,
     * messages a us) 5.4 and 5.9 (virtual), 3.5 and 4.6 (platform).
     */
    private void tell() {
        Thread thread = parked; // read after the outcome was written; the thread writes it before it reads the outcome
        if (thread != null) {
            LockSupport.unpark(thread);
            told = true;
        }
    }

    // The steps of the waiting thread.

    /** Waits once. Returns how the wait was decided, or null if this thread ended it. */
    final Object await(Deadline deadline) {
        try {
            if (announce()) {
                park(Deadline.earlier(deadline, due()));
            }
        } catch (Throwable e) { // an Error, say for want of memory; who is not there must not be woken
            Object how = disarm();
            if (how instanceof Place place) {
                place.waiters().wakeOne(); // pass on
                throw e;
            }
            if (how == null) {
                throw e;
            }
            return how; // it was met: the operation is done, and needs no more than to return
        }
        return disarm();
    }

    /** Begins a wait. Returns false if there is no reason to wait, or none any more. */
    final boolean announce() {
        for (Place p = this; p != null; p = p.another()) {
            p.waiters().enlist(p);
        }
        if (outcome == DISARMED) { // else it is a new waiter, which somebody may have decided already
            told = false;
            outcome = null; // armed
            acted();
        }
        for (Place p = this; p != null; p = p.another()) {
            if (!p.waiters().announce(p) || !p.isOpen()) {
                spent |= p.isBeneath(); // there may be nothing to wait for any more: see MergeEngine
                return false;
            }
        }
        return true;
    }

    /** Ends a wait. Returns how it was decided, or null if it was not. */
    final Object disarm() {
        Object how = end();
        if (how instanceof Place woken) {
            woken.counted = AWAKE; // by its waker; before all else, since an Error may stop this thread
        }
        for (Place p = this; p != null; p = p.another()) {
            if (p != how) {
                p.waiters().retreat(p);
            }
        }
        spent |= meets(); // who was waited for before must not find this wait alive once more
        return how;
    }

    private Object end() {
        Object how = outcome;
        if (how == null) {
            how = OUTCOME.compareAndExchange(this, (Object) null, DISARMED);
        }
        if (how != null) {
            OUTCOME.setRelease(this, DISARMED);
        }
        return how == DISARMED ? null : how;
    }

    /** Returns when to try again though nobody has woken it. */
    private Deadline due() {
        Deadline due = Deadline.NEVER;
        for (Place p = this; p != null; p = p.another()) {
            due = Deadline.earlier(due, p.engine().due());
        }
        return due;
    }

    final boolean isOpenEverywhere() {
        for (Place p = this; p != null; p = p.another()) {
            if (!p.isOpen()) {
                return false;
            }
        }
        return true;
    }

    /** Ends the operation and lets go of everything: a list may refer to this waiter for a while. */
    final void leave() {
        Object how = end(); // null, unless an Error has stopped this thread before it could disarm
        outcome = GONE; // volatile: everybody must see that before this thread reads a link to unlink by, see Line
        Error failure = null;
        for (Place p = this; p != null; ) {
            try {
                leave(p, p == how);
            } catch (Error e) { // the other places are to be left all the same
                failure = e;
            }
            Place another = p.another();
            try {
                p.release();
            } catch (Error e) { // as above
                failure = e;
            }
            p = another;
        }
        acted();
        if (failure != null) {
            throw failure;
        }
    }

    private static void leave(Place p, boolean woken) {
        try {
            if (woken) {
                p.counted = AWAKE;
                p.waiters().wakeOne(); // pass on
            } else if (p.counted == WAITING) { // as above
                p.waiters().retreat(p);
            }
        } finally {
            if (p.listed) {
                p.waiters().leave(p);
            }
        }
    }

    /**
     * Waits until the wait is decided, the thread is interrupted, or the deadline is over: spins, polls by the policy, then
     * parks. If there was no time for any of that, a virtual thread yields: one that asks time and again, each time with no
     * time, would keep its carrier from the one it waits for.
     */
    private void park(Deadline deadline) {
        boolean rested = false;
        int spins = spins();
        for (int poll = 0; outcome == null && WaitPolicy.OFFER.pause(poll, spins, Deadline.NEVER); poll++) {
            // somebody may be on its way
        }
        if (spins > 0) {
            learned().learn(outcome != null);
        }
        boolean isVirtual = WaitPolicy.isVirtualThread();
        if (meets() && (!isVirtual || isFirstAnywhere())) { // who comes meets those first who stand before
            for (int poll = 0; outcome == null && WaitPolicy.MEETING.pause(poll, 0, learned(), deadline); poll++) {
                rested = true;
            }
            if (isVirtual && rested && outcome != null) {
                learned().learnFromYields(true);
            }
        }
        long begun = isVirtual ? 0 : System.nanoTime();
        parked = Thread.currentThread();
        try {
            while (outcome == null && !Thread.currentThread().isInterrupted()) {
                if (deadline == Deadline.NEVER) {
                    LockSupport.park(blocker());
                } else {
                    long nanos = deadline.remaining();
                    if (nanos <= 0) {
                        break;
                    }
                    LockSupport.parkNanos(blocker(), nanos);
                }
                rested = true;
            }
        } finally {
            parked = null;
        }
        if (!isVirtual) {
            learned().learnFromPark(System.nanoTime() - begun, outcome != null);
        }
        if (!rested && outcome == null && isVirtual) {
            Thread.yield();
        }
    }

    /** Tells whether nobody stands before it in one of its lines. */
    final boolean isFirstAnywhere() {
        Place p = this;
        while (p != null && !p.isFirst()) {
            p = p.another();
        }
        return p != null;
    }

    private static final VarHandle OUTCOME = Fields.handle(MethodHandles.lookup(), "outcome", Object.class);
}
