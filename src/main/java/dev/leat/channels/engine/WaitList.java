package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The operations that wait for a buffer to have a message, or room; woken and served in order of arrival. */
final class WaitList extends Line implements Waiters {
    /*
     * The protocol (names as used everywhere: announce, re-check, park, wake, pass on)
     *
     * A waiter ANNOUNCES itself: it is counted, stands in the line, and is armed. Then it RE-CHECKS whether its
     * operation could proceed now, and only then PARKS. The other side first does what would let a waiter proceed
     * (publishes a message, moves the head, puts the mark of the end) and then looks at isEmpty(); if that is false it
     * WAKES the first waiter that can be woken. All these steps are volatile accesses, so they stand in one total
     * order: either the other side's look comes after the announcement and finds the waiter, or it comes before, and
     * then the re-check comes after the other side's deed and finds that. So no wake-up is lost. It does not matter
     * which of several waiters is woken for which deed, since one that does not need its wake-up passes it on.
     * (jcstress: WakeUpTest.)
     *
     * What the other side looks at is one counter, so that a send to a channel where nobody waits pays one load of a
     * line that hardly ever changes. It is raised before the waiter can be woken; it is lowered by who woke it, or, if
     * it was not woken here, by the waiter when it cannot be woken any more: so it is never less than the number of
     * those who can be. The other order would lose wake-ups: a waker that takes a waiter which has not yet counted
     * itself uses up the count of another one, who is then invisible for a moment. And the sends that follow, before
     * the woken thread runs, find nobody and pay nothing (an unpark costs 6 to 10 us, a load less than 1 ns).
     *
     * Who was woken and does not use it (its time was over, it was interrupted, its handle was closed, it chose
     * another clause) PASSES the wake-up ON: it calls wakeOne() for the next one, who would otherwise sleep beside a
     * message for ever.
     *
     * Order: a waiter keeps its place until its operation is over, also when it was woken in vain because an operation
     * that never waited was faster. Waiters are woken from the front, and one that was woken GIVES WAY to those before
     * it who were woken and have not acted yet. So those who wait are served in order of arrival. Giving way is a
     * courtesy with an end, a millisecond, and who was given way to for that long is not waited for again: so
     * somebody whose thread is stopped holds up one of those who came later, once.
     *
     * Where thousands wait, a waker would walk past all who were woken before and have no processor yet, for each
     * message. So if it meets a CROWD of them, it leaves the waking to them: it says so, and looks once more whether
     * they are still there. Who LEAVES is gone first and then reads that; so one of a crowd that was still there hears
     * of it, and wakes the next one if there is something to be done, and so on until there is nothing or nobody. A
     * crowd is many enough that stopped threads hold nobody up, and who is in it without leaving, since it was woken
     * in vain, re-checks.
     *
     * A waker may be stopped by an Error (a StackOverflowError, most likely) between deciding a wait and unparking the
     * thread. Therefore it lowers the counter last: the next waker then still looks into the list, finds the decided
     * one at the front, and completes its waking.
     */

    /**
     * So many were woken and have not acted yet that the next waker leaves it to them. With 5,000 senders and 5,000
     * receivers, virtual threads, at a capacity of 128, a crowd of 8 (64 was not measured) was 2 to 4 times as fast as
     * none, at a quarter of the processor time. More threads than that must be stopped before anybody is held up.
     */
    static final int CROWD = 64;

    private volatile int waiting;
    /** Whether waking was left to those who had been woken before. */
    private volatile boolean crowded;

    @Override
    boolean isOver(Place place) {
        return place.waiter != null && place.waiter.isGone();
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    @Override
    public void enlist(Place place) {
        count(1);
        place.counted = true;
        if (!place.listed) {
            place.listed = true;
            append(place);
        }
    }

    @Override
    public boolean announce(Place place) {
        return !place.isReady();
    }

    @Override
    public void retreat(Place place) {
        if (place.counted) {
            place.counted = false;
            count(-1);
        }
    }

    @Override
    public void giveWay(Place place) {
        if (place.engine().isClosed()) {
            return; // everybody was woken, and finds out the same
        }
        for (int poll = 0; ; poll++) {
            Place earlier = wokenBefore(place);
            if (earlier == null) {
                return;
            }
            if (!WaitPolicy.COURTESY.pause(poll, 0)) {
                LockSupport.parkNanos(place.waiter.blocker(), TimeUnit.MILLISECONDS.toNanos(1));
                earlier.waiter.slow = true;
                return;
            }
        }
    }

    /** Returns the first place before one whose waiter was woken and has not acted yet, though it had the time; or null. */
    private Place wokenBefore(Place place) {
        for (Place p = first(); p != place && p != null; p = after(p)) {
            if (!p.waiter.slow && p.waiter != place.waiter && !p.waiter.isWaiting() && !p.waiter.isGone()) {
                return p;
            }
        }
        return null;
    }

    @Override
    public void leave(Place place) {
        sweep(place);
        if (crowded) { // read after the waiter was seen to be gone
            crowded = false;
            if (!isEmpty() && place.isReady()) {
                crowded = true; // there may be more to be done than by the one who is woken now
                wakeOne();
            }
        }
    }

    @Override
    public void wakeOne() {
        if (isEmpty() || wakeFirst()) {
            return;
        }
        crowded = true;
        wakeFirst();
    }

    /** Wakes the first who can be woken, if anybody can. Returns false if that was left to those who were woken before. */
    private boolean wakeFirst() {
        int awake = 0;
        Waiter last = null; // a select may have several places in a row
        Place p = first();
        while (p != null) {
            if (p.waiter.decide(p)) {
                count(-1);
                return true;
            }
            if (p.waiter != last && !p.waiter.isGone()) {
                if (awake == 0) {
                    p.waiter.completeWaking();
                }
                if (++awake == CROWD) {
                    return false;
                }
                last = p.waiter;
            }
            if (p.next == p) { // unlinked meanwhile: from the front once more
                awake = 0;
                last = null;
            }
            p = after(p);
        }
        return true;
    }

    @Override
    public void wakeAll() {
        for (Place p = first(); p != null; p = after(p)) {
            if (p.waiter.decide(p)) {
                count(-1);
            } else if (!p.waiter.isWaiting()) {
                p.waiter.completeWaking();
            }
        }
    }

    @Override
    public void wakeAllOf(Lease lease) {
        if (isEmpty()) {
            return;
        }
        for (Place p = first(); p != null; p = after(p)) {
            if (p.uses(lease) && p.waiter.decide(p)) {
                count(-1);
            }
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
