package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** One that may wait at a buffer, where those who were woken give way to those who were before: see {@link WaitList}. */
abstract class CourteousWaiter extends Waiter {
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

    /** Begins to give way in a line, or ends if that is null. */
    final void giveWay(Waiters line, Deadline end) {
        courtesy = line == null ? null : new Courtesy(line, end);
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
            if (!WaitPolicy.COURTESY.pause(poll, 0)) {
                earlier.addFollower();
                if (earlier.isAwake()) { // read after this one was added; the other one acts before it looks who follows
                    LockSupport.parkNanos(blocker(), Deadline.earlier(patience, end).remaining());
                }
            }
        }
        earlier.letFollowersGo(); // if it has done so before this one was added: what is over keeps nobody
        return isInTime(end);
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
