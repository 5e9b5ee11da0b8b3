package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * One blocked operation: a thread that stands among the waiters of one or more channels until its wait is decided:
 * somebody wakes it, or completes its operation, or it gives up. Which of them happened is one atomic step on its
 * outcome, so a waiter that stands in several places is woken in one of them, and a waker that comes too late knows it
 * and turns to somebody else.
 *
 * <p>A waiter serves one wait. An operation that has to wait again makes a new one, so a waker that is late by a whole
 * wait cannot mistake the second for the first.
 */
final class Waiter {
    /** The outcome of one who was woken: its operation may succeed now, if it tries again. */
    static final Object WOKEN = new Object();
    /** The outcome of one who gave up, or whose operation is over. */
    private static final Object GONE = new Object();

    /** The handle that the operation uses: closing it wakes the operation. */
    final Lease lease;
    /** What the operation wants to send; null if it receives. */
    private Object message;
    private Thread thread = Thread.currentThread();
    private volatile Object outcome;
    private volatile boolean parked;

    Waiter(Lease lease, Object message) {
        this.lease = lease;
        this.message = message;
    }

    /**
     * Returns how the wait was decided, or null if it is not yet: one of the constants, or the result of the operation.
     */
    Object outcome() {
        return outcome;
    }

    /** Decides the wait and sees to it that the thread notices. Returns false if it was decided before. */
    boolean decide(Object result) {
        boolean decided = outcome == null && OUTCOME.compareAndSet(this, (Object) null, result);
        completeWaking();
        return decided;
    }

    /**
     * Unparks the thread of a decided wait if nobody has. Also for those who only come across it: an Error may have stopped
     * the one who decided it before it came to that.
     */
    void completeWaking() {
        if (parked) { // read after the outcome was written; the thread writes it before it reads the outcome
            LockSupport.unpark(thread);
            parked = false;
        }
    }

    /** Gives up. Returns false if the wait was decided before. */
    boolean withdraw() {
        return OUTCOME.compareAndSet(this, (Object) null, GONE);
    }

    /** Returns the message to send; to be read before the wait is decided. */
    Object message() {
        return message;
    }

    /**
     * Lets go of everything, at the end of the operation: some structure may still refer to this waiter for a while.
     */
    void leave() {
        message = null;
        thread = null;
        OUTCOME.setRelease(this, GONE);
    }

    /**
     * Waits until the wait is decided, the thread is interrupted, or the deadline is over: polls by the policy, then
     * parks. The only place where Leat parks.
     */
    void await(Object blocker, Deadline deadline, WaitPolicy policy) {
        for (int poll = 0; outcome == null && policy.pause(poll); poll++) {
            // paused
        }
        parked = true;
        while (outcome == null && !Thread.currentThread().isInterrupted()) {
            if (deadline == Deadline.NEVER) {
                LockSupport.park(blocker);
            } else {
                long nanos = deadline.remaining();
                if (nanos <= 0) {
                    return;
                }
                LockSupport.parkNanos(blocker, nanos);
            }
        }
    }

    private static final VarHandle OUTCOME;

    static {
        try {
            OUTCOME = MethodHandles.lookup().findVarHandle(Waiter.class, "outcome", Object.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        // Loaded late, inside a first park, it could be loaded under another class's loading lock and deadlock
        // (JDK-8074773).
        Class<?> ensureLoaded = LockSupport.class;
    }
}
