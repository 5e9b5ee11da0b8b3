package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * One blocked operation: a thread that stands in the wait lists of one or more channels until somebody wakes it or it
 * gives up. Which of the two happened is decided by one atomic step on its state, so a waiter that stands in several lists
 * is woken by one of them, and a waker that comes too late knows it and wakes somebody else instead.
 *
 * <p>A waiter serves one wait. An operation that has to wait again makes a new one, so a waker that is late by a whole wait
 * cannot mistake the second for the first.
 */
final class Waiter {
    private static final int WAITING = 0;
    private static final int WOKEN = 1;
    private static final int WITHDRAWN = 2;

    /** The handle that the operation uses: closing it wakes the operation. */
    final Lease lease;
    private final Thread thread = Thread.currentThread();
    private volatile int state = WAITING;

    Waiter(Lease lease) {
        this.lease = lease;
    }

    /** Wakes the operation. Returns false if it was woken before or has withdrawn. */
    boolean wake() {
        if (state != WAITING || !STATE.compareAndSet(this, WAITING, WOKEN)) {
            return false;
        }
        LockSupport.unpark(thread);
        return true;
    }

    /** Gives up waiting. Returns false if the operation was woken before: it owns a wake-up then. */
    boolean withdraw() {
        return STATE.compareAndSet(this, WAITING, WITHDRAWN);
    }

    /**
     * Parks, the only place where Leat does, until this waiter is woken, the thread is interrupted, or the deadline is over.
     */
    void park(Object blocker, Deadline deadline) {
        while (state == WAITING && !Thread.currentThread().isInterrupted()) {
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

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Waiter.class, "state", int.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        // Loaded late, inside a first park, it could be loaded under another class's loading lock and deadlock (JDK-8074773).
        Class<?> ensureLoaded = LockSupport.class;
    }
}
