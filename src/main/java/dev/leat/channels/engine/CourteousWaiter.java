package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One that may wait at a buffer, where those who were woken give way to those who were before: see {@link WaitList}. */
abstract class CourteousWaiter extends Waiter {
    /*
     * Who was woken, and is about to act, looks at those before it in the line. If one is AWAKE, that is, has not acted yet, it
     * FOLLOWS the last of these, who follows those before in turn. If one WAITS, though there is something to do, it wakes that
     * one, and follows it: that one was woken in vain before, and could not be woken while it went back to its wait. And if one
     * waits and there is nothing to do, it does not even TRY, since what comes now is for the one in front. Who was woken in
     * vain, and finds at its next re-check that it need not wait, does the same: there was something to do, but perhaps
     * somebody before it was woken for that. So those who stand in the line act in its order. (When they followed only, for 1 ms,
     * 6 senders that waited at a capacity of 1 or 2 got their messages through out of order in 3 to 60 rounds of 10,000; so in
     * none of 40,000. And so if the sender closes behind its messages: the order ends when nothing is left.)
     *
     * Giving way is a courtesy with an end. Who was given way to for ten milliseconds, by one or by several in turn, and does
     * not give way itself, is slow, and is not waited for again until it acts; the ten milliseconds begin for all who are awake
     * at the first look, and anew when one has acted or has given way. So some whose threads are stopped hold up those who came
     * later once, all at the same time (or, if they had gone back to their waits, one after the other). And nobody gives way
     * for more than four times as long each time, to how many ever, nor for longer than its own operation may take; so who is
     * stopped while it gives way is found to be slow after that. Who gives way in another line is not followed: it was woken
     * for something there. (Else two selects that stand in two lines in opposite orders could wait for each other.) For the
     * same reason a select that stands in a line twice has the rank of its first place.
     *
     * That is not exact for selects. A mark holds in all lines in which one stands, and one that gives way in a line is not
     * woken in another meanwhile; so it tries all its clauses in any case, and does not give way at its re-check, which may
     * have been for another line. And whoever gives way finds out when its courtesy is over that its handle was closed.
     */

    /**
     * How long one of those who are awake gives way to another one at most: longer than a scheduler lets a thread wait for its
     * turn, mostly, or a collector stops all. (6 receivers, rounds of 10,000 out of order, with 1 ms: 8 and 13, with this: none.
     * With 5,000 senders and 5,000 receivers at 128, and with 32 of each at 1, messages a us, as before there was exact order and
     * with this: 23.4 and 22.1, 7.1 and 7.2; with 5,000 of each at 1: 6.4 and 5.2.)
     */
    static final Duration COURTESY = Duration.ofMillis(10);

    /**
     * How long it gives way to all of them at most: so long that a line behind one that is stopped still goes in order when
     * its time is over. (With 5,000 senders and 5,000 receivers at 128, with a tenth of this and without any end: 7.3 and 7.2.)
     */
    private static final Duration COURTESY_TO_ALL = COURTESY.multipliedBy(4);

    record Follower(Thread thread, Follower next) {
    }

    /** Where one gives way, and until when at most. */
    record Courtesy(Waiters line, Deadline end) {
    }

    /** The patience with one who is slow. */
    static final Deadline SPENT = Deadline.after(Duration.ZERO);

    /** Until when all together give way to this one; null if nobody has begun to. */
    volatile Deadline patience;
    /** Who give way to this one, and are told when it has acted; and some who did. */
    volatile Follower followers;
    /** How this one gives way to others; null if it does not. */
    private volatile Courtesy courtesy;
    /** Its next place: let go of at the end of the wait. */
    Place another;

    CourteousWaiter(Engine engine, Lease lease, Object message) {
        super(engine, lease, message);
    }

    @Override
    final Place another() {
        return another;
    }

    @Override
    void release() {
        super.release();
        another = null;
    }

    @Override
    final void acted() {
        if (patience != null) {
            patience = null;
        }
        letFollowersGo();
    }

    /** Tells those who follow this one that it has acted. */
    private void letFollowersGo() {
        if (followers != null) {
            for (var f = (Follower) FOLLOWERS.getAndSet(this, (Follower) null); f != null; f = f.next()) {
                if (f.thread() != Thread.currentThread()) {
                    LockSupport.unpark(f.thread());
                }
            }
        }
    }

    /**
     * Lets those before it in a line act first, until its own time is over at most. Returns false if it is not to try then:
     * others wait before it, and there is nothing to do.
     */
    final boolean giveWay(WaitList line, Place place, Deadline limit) {
        CourteousWaiter first = whoGoesFirst(line, place);
        if (first != null && first != this && !limit.isOver()) { // who has no time does not tell who is slow
            Deadline end = Deadline.earlier(limit, Deadline.after(COURTESY_TO_ALL));
            beginGivingWay(line, end);
            try {
                while (first != null && first != this && follow(line, first, first.patience(), end)) {
                    first = whoGoesFirst(line, place);
                }
            } finally {
                endGivingWay();
            }
        }
        if (first == null && another == null) {
            place.engine().wakeAcross(place.side()); // as an attempt in vain would do: see WaitList
            return false;
        }
        return true; // one that stands elsewhere too may have something to do there
    }

    /**
     * Returns the last waiter before this one that is awake and not slow, and begins to be patient with all of those. Wakes the
     * first one that waits, if there is something to do and nobody is awake before it. Returns this one if there is nobody, and
     * null if others wait before it, for nothing yet.
     */
    private CourteousWaiter whoGoesFirst(WaitList line, Place place) {
        CourteousWaiter found = this;
        if (!place.isOpen() || place.engine().isOver(place.side())) { // all were woken, and most have nothing to do
            return found;
        }
        // One with several places here has the rank of the first: else it could be before somebody, and behind too.
        for (Place p = line.first(); p != null && p.waiter() != this; p = line.after(p)) {
            var other = (CourteousWaiter) p.waiter(); // nobody else stands there
            if (!other.isGone()) {
                boolean waits = other.isWaiting(); // one look: who has waited before is awake otherwise
                if (waits && found == this) {
                    if (place.isReady()) {
                        line.wake(p);
                        waits = false;
                    } else {
                        found = null;
                    }
                }
                if (!waits && !other.isSlow() && !other.givesWayElsewhere(line)) {
                    other.patience();
                    found = other;
                }
            }
        }
        return found;
    }

    final void beginGivingWay(Waiters line, Deadline end) {
        courtesy = new Courtesy(line, end);
    }

    final void endGivingWay() {
        courtesy = null;
        if (patience != null && !isSlow()) {
            patience = null; // it begins anew, now that this one acts
        }
    }

    final boolean givesWay() {
        return courtesy != null;
    }

    /** Tells whether it gives way in a line, and may still. */
    private boolean givesWayIn(Waiters line) {
        Courtesy now = courtesy;
        return now != null && now.line() == line && !now.end().isOver();
    }

    private boolean givesWayElsewhere(Waiters line) {
        Courtesy now = courtesy;
        return now != null && now.line() != line;
    }

    /**
     * Waits until one before it in a line has acted, or gives way elsewhere. If it has not when the patience is over, it is
     * slow, unless it gives way itself. Returns false if there is no time left to go on, or if this thread is
     * interrupted. (jcstress: FollowerTest.)
     */
    final boolean follow(Waiters line, CourteousWaiter earlier, Deadline patience, Deadline end) {
        for (int poll = 0; earlier.isAwake() && !earlier.givesWayElsewhere(line); poll++) {
            if (patience.isOver()) {
                Deadline next = earlier.givesWayIn(line) ? null : SPENT;
                if (PATIENCE.compareAndSet(earlier, patience, next) && !earlier.isAwake()) { // else it was renewed
                    earlier.patience = null; // it has acted meanwhile, and may have looked before
                }
                return true;
            }
            if (!isInTime(end)) {
                return false;
            }
            if (!WaitPolicy.COURTESY.pause(poll, 0, end)) {
                earlier.addFollower();
                park(earlier, patience, end);
            }
        }
        if (!earlier.isAwake()) {
            earlier.letFollowersGo(); // if it has done so before this one was added: what is over keeps nobody
        }
        return isInTime(end);
    }

    /** Tells whether others gave way to this one in vain, so that nobody else has to. */
    final boolean isSlow() {
        return patience == SPENT;
    }

    /** Returns until when others give way to it, from now on if nobody did. */
    private Deadline patience() {
        Deadline now = patience;
        if (now == null) {
            var begun = Deadline.after(COURTESY);
            now = (Deadline) PATIENCE.compareAndExchange(this, (Deadline) null, begun);
            if (now == null) {
                now = begun;
                if (!isAwake()) {
                    patience = null; // as in follow
                }
            }
        }
        return now;
    }

    /** Parks until the one before has acted, or the patience, or the time, is over. */
    private void park(CourteousWaiter earlier, Deadline patience, Deadline end) {
        Deadline until = Deadline.earlier(patience, end);
        // The shared timer may be late by a period: not for those who would then be late themselves.
        boolean isNoted = WaitPolicy.isVirtualThread()
                && Deadline.earlier(until.plus(CourtesyTimer.PERIOD.toNanos()), end) != end
                && CourtesyTimer.note(this, until);
        if (earlier.isAwake()) { // read after this one was added; the other one acts before it looks who follows
            if (isNoted) {
                LockSupport.park(blocker());
            } else {
                LockSupport.parkNanos(blocker(), until.remaining());
            }
        }
    }

    private static boolean isInTime(Deadline end) {
        return !end.isOver() && !Thread.currentThread().isInterrupted();
    }

    /** Sees to it that this thread is told. */
    final void addFollower() {
        Thread me = Thread.currentThread();
        Follower before = followers;
        while ((before == null || before.thread() != me)
                && !FOLLOWERS.compareAndSet(this, before, new Follower(me, before))) {
            before = followers;
        }
    }

    private static final VarHandle PATIENCE = Fields.handle(MethodHandles.lookup(), "patience", Deadline.class);
    private static final VarHandle FOLLOWERS = Fields.handle(MethodHandles.lookup(), "followers", Follower.class);
}
