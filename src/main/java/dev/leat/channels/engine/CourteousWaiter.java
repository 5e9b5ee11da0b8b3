package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One that may wait at a buffer, where those who were woken give way to those who were before: see {@link WaitList}. */
abstract class CourteousWaiter extends Waiter {
    /*
     * Giving way is a courtesy with an end. Who was given way to for a millisecond, and was not seen to give way itself in
     * this line meanwhile, is slow, and is not waited for again until it acts: so somebody whose thread is stopped holds up
     * those who came later once, all at the same time. (Those whose own time ends before that leave the mark to others.) And
     * nobody gives way for more than four milliseconds each time it is woken, to how many ever, nor for longer than its own
     * operation may take; so who is stopped while it gives way is found to be slow after that. Only this line counts, since
     * two selects may stand in two lines in opposite orders, and each would give way to the other; for the same reason a
     * select that stands in a line twice has the rank of its first place.
     *
     * That is not exact. Who was woken in vain is not awake while it begins to wait again; if a message comes just then, and
     * somebody behind is woken for it, that one goes first. Who gives way is looked at now and then, so one that has just
     * ended to may be taken for slow. One that has acted and was woken again within the millisecond may be too, so that
     * nobody gives way to it this time. A mark holds in all lines in which a select stands, and a select that gives way in
     * one is not woken in another meanwhile. And one that gives way finds out a millisecond later, or some, that its handle
     * was closed.
     */

    /** How long one of those who are awake gives way to another one at most; a virtual thread about twice as long. */
    static final Duration COURTESY = Duration.ofMillis(1);

    /**
     * How long it gives way to all of them at most: so long that a line behind one that is stopped still goes in order when
     * its time is over. With 5,000 senders and 5,000 receivers at 128, with this and without any end: 7.3 and 7.2.
     */
    private static final Duration COURTESY_TO_ALL = Duration.ofMillis(4);

    record Follower(Thread thread, Follower next) {
    }

    /** Where one gives way, and until when at most. */
    record Courtesy(Waiters line, Deadline end) {
    }

    /** Whether somebody gave way to this one in vain, so that nobody else has to. */
    volatile boolean slow;
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
        if (slow) {
            slow = false;
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

    /** Lets those act first who were woken before in a line, until its own time is over at most. */
    final void giveWay(WaitList line, Place place, Deadline limit) {
        CourteousWaiter earlier = wokenBefore(line, place);
        if (earlier == null || limit.isOver()) { // who has no time does not tell who is slow
            return;
        }
        Deadline end = Deadline.earlier(limit, Deadline.after(COURTESY_TO_ALL));
        beginGivingWay(line, end);
        try {
            while (earlier != null && follow(earlier, Deadline.after(COURTESY), end)) {
                earlier = wokenBefore(line, place);
            }
        } finally {
            endGivingWay();
        }
    }

    /** Returns the last waiter before this one that was woken, is not slow, and has not acted yet; or null. */
    private CourteousWaiter wokenBefore(WaitList line, Place place) {
        CourteousWaiter found = null;
        if (!place.engine().isClosed() && place.isOpen()) { // else all were woken, and most have nothing to do
            // One with several places here has the rank of the first: else it could be before somebody, and behind too.
            for (Place p = line.first(); p != null && p.waiter() != this; p = line.after(p)) {
                var other = (CourteousWaiter) p.waiter(); // nobody else stands there
                if (!other.slow && other.isAwake()) {
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
    }

    final boolean givesWay() {
        return courtesy != null;
    }

    /** Tells whether it gives way in the same line as another one, and may still. */
    private boolean givesWayLike(CourteousWaiter other) {
        Courtesy own = courtesy;
        Courtesy others = other.courtesy;
        return own != null && others != null && own.line() == others.line() && !own.end().isOver();
    }

    /**
     * Waits until one who was woken before has acted. If it has not when the patience is over, it is slow, unless it gave
     * way itself meanwhile, in the same line. Returns false if there is no time left to go on, or if this thread is
     * interrupted. (jcstress: FollowerTest.)
     */
    final boolean follow(CourteousWaiter earlier, Deadline patience, Deadline end) {
        boolean gaveWay = false;
        for (int poll = 0; earlier.isAwake(); poll++) {
            gaveWay |= earlier.givesWayLike(this);
            if (patience.isOver()) {
                if (!gaveWay) {
                    earlier.slow = true;
                    if (!earlier.isAwake()) {
                        earlier.slow = false; // it has acted meanwhile, and may have looked before
                    }
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
        earlier.letFollowersGo(); // if it has done so before this one was added: what is over keeps nobody
        return isInTime(end);
    }

    /** Parks until the one before has acted, or the patience, or the time, is over. */
    private void park(CourteousWaiter earlier, Deadline patience, Deadline end) {
        Deadline until = Deadline.earlier(patience, end);
        // The shared timer may be late by about so much: not for those who would then be late themselves.
        boolean isNoted = WaitPolicy.isVirtualThread()
                && Deadline.earlier(until.plus(COURTESY.toNanos()), end) != end
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

    private static final VarHandle FOLLOWERS = Fields.handle(MethodHandles.lookup(), "followers", Follower.class);
}
