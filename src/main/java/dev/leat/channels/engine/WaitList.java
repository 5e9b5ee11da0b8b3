package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The operations that wait for a buffer to have a message, or room; woken in order of arrival. */
final class WaitList implements Waiters {
    /*
     * The protocol (names as used everywhere: announce, re-check, park, wake, pass on)
     *
     * A waiter ANNOUNCES itself with add(), RE-CHECKS whether its operation could proceed now, and only then PARKS.
     * The other side first does what would let a waiter proceed (publishes a message, moves the head, puts the mark of the end) and then
     * looks at isEmpty(); if that is false it WAKES the first waiter. All four steps are volatile accesses, so they
     * stand in one total order: either the other side's look comes after the announcement and finds the waiter, or it
     * comes before, and then the re-check comes after the other side's deed and finds that. So no wake-up is lost.
     * (jcstress: WakeUpTest.)
     *
     * What the other side looks at is one counter, so that a send to a channel where nobody waits pays one load of a
     * line that hardly ever changes. It is raised before the waiter enters the queue and lowered after it left:
     * waiting >= queue length at all times. The other order would lose wake-ups: a waker that takes a waiter which has
     * not yet counted itself uses up the count of another one, who is then invisible for a moment.
     *
     * A waiter is taken off the list by whoever wakes it. So a waiter is woken once, and the sends that follow, before
     * the woken thread runs, find the list empty and pay nothing (an unpark costs 6 to 10 us, a load less than 1 ns).
     * It is taken off last: should a StackOverflowError stop a sender in between, the next one finds the same waiter
     * and completes the waking.
     *
     * Who was woken and does not use it (its time was over, it was interrupted, its handle was closed) PASSES the wake-up ON: it calls wakeOne() for the next one, who would otherwise sleep
     * beside a message for ever.
     *
     * Who was woken and came too late, because an operation that had not waited took the message, re-enters at the
     * front, before those who came later. (Two who were both woken in vain may change places.)
     *
     * The queue is the JDK's lock-free deque. A lock with an intrusive list would withdraw in constant time, not
     * linear in the number of those who wait longer (waiters whose times are equal withdraw from the front, so the
     * usual case is short); but a thread that is suspended with that lock held would hold up everybody who sends.
     * Rejected for that.
     */

    private volatile int waiting;
    private final ConcurrentLinkedDeque<Waiter> queue = new ConcurrentLinkedDeque<>();

    boolean isEmpty() {
        return waiting == 0;
    }

    @Override
    public void add(Waiter waiter, boolean first) {
        count(1);
        try {
            if (first) {
                queue.addFirst(waiter);
            } else {
                queue.addLast(waiter);
            }
        } catch (OutOfMemoryError e) { // no node, so it is not there
            count(-1);
            throw e;
        }
    }

    @Override
    public boolean withdraw(Waiter waiter) {
        if (!waiter.withdraw()) {
            return false;
        }
        remove(waiter);
        return true;
    }

    @Override
    public void wakeOne() {
        for (Waiter first; (first = queue.peekFirst()) != null; ) {
            boolean woken = first.decide(Waiter.WOKEN);
            remove(first);
            if (woken) {
                return;
            }
        }
    }

    @Override
    public void wakeAll() {
        for (Waiter first; (first = queue.peekFirst()) != null; ) {
            first.decide(Waiter.WOKEN);
            remove(first);
        }
    }

    @Override
    public void wakeAllOf(Lease lease) {
        if (isEmpty()) {
            return;
        }
        try {
            for (Waiter waiter : queue) {
                if (waiter.lease == lease && waiter.decide(Waiter.WOKEN)) {
                    remove(waiter);
                }
            }
        } catch (OutOfMemoryError e) { // for the iterator; closing must not fail, and being woken in vain does no harm
            wakeAll();
        }
    }

    private void remove(Waiter waiter) {
        if (queue.removeFirstOccurrence(waiter)) {
            count(-1);
        }
    }

    private void count(int change) {
        int before = (int) WAITING.getAndAdd(this, change);
        assert before + change >= 0;
    }

    private static final VarHandle WAITING;

    static {
        try {
            WAITING = MethodHandles.lookup().findVarHandle(WaitList.class, "waiting", int.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
