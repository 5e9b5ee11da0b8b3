package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/** Wakes virtual threads that give way, and are parked, when their patience is over: one timer for all of them. */
final class CourtesyTimer {
    /*
     * A virtual thread that parks with a limit asks the JDK for a timer, and takes it back when it is told before: both wake the
     * JDK's timer thread, which takes a processor from a carrier. In a crowd there are 300,000 such parks a second, and hardly
     * one comes to its limit. So they park without a limit, and are noted here; a thread of the library's own looks once in a
     * millisecond, as long as anybody is noted, whose patience is over. With 5,000 senders and 5,000 receivers at 128 (virtual
     * threads, JDK 25, 2 processors far from each other, messages a us, medians of six forks in turn) 9.1 with a limit for each,
     * 11.5 with this, and 11.5 without any limit. (A platform thread's limit needs no other thread.)
     *
     * A stack: who is about to park pushes itself, the timer takes all, unparks those whose time is over, pushes back those whose
     * is not, and forgets who does not give way any more; so one that was told in time is kept until the next look. Whoever is
     * unparked looks at the clock itself, as after any park.
     *
     * When nobody is noted the timer RESTS, which costs nothing. No note is lost: who pushes itself does so before it looks
     * whether the timer rests, and wakes it then; the timer says that it rests before it looks whether anybody is there. These
     * are volatile accesses, so one of them sees the other. (jcstress: CourtesyTimerTest.) An Error stops a look; then those who
     * were not looked at are pushed back, for the next one.
     *
     * Rejected: the timer that CompletableFuture.delayedExecutor uses: its thread runs the actions of other people's futures, one
     * of which may wait for somebody who gives way. To poll for longer before parking, see CourteousWaiter. A crowd of which
     * only one is awake at a time, so that nobody gives way: no faster, and one thread that is stopped would hold up all others.
     */

    private static final CourtesyTimer SHARED = new CourtesyTimer();
    private static volatile Thread thread;

    private static final class Sleeper {
        final Thread thread;
        final CourteousWaiter waiter;
        final Deadline until;
        Sleeper next; // written by who pushes it, or has taken it

        Sleeper(Thread thread, CourteousWaiter waiter, Deadline until) {
            this.thread = thread;
            this.waiter = waiter;
            this.until = until;
        }
    }

    private volatile Sleeper sleepers;
    private volatile boolean resting;

    /**
     * Has this thread unparked when a time is over, as long as its waiter gives way. Returns false if there is nobody to do
     * that, for want of memory.
     */
    static boolean note(CourteousWaiter waiter, Deadline until) {
        if (thread == null && !begin()) {
            return false;
        }
        if (SHARED.add(Thread.currentThread(), waiter, until)) {
            LockSupport.unpark(thread);
        }
        return true;
    }

    private static boolean begin() {
        synchronized (SHARED) {
            if (thread == null) {
                try {
                    thread = Daemon.start("leat-courtesy-timer", SHARED::run);
                } catch (OutOfMemoryError e) { // a limit of its own needs no new thread
                    return false;
                }
            }
            return true;
        }
    }

    private void run() {
        for (;;) {
            try {
                while (rests()) {
                    LockSupport.park(this);
                    Thread.interrupted(); // nobody can mean this thread
                }
                resting = false;
                LockSupport.parkNanos(this, CourteousWaiter.COURTESY.toNanos());
                look();
            } catch (Throwable e) {
                Reports.complain(e);
            }
        }
    }

    /** Adds a thread. Returns true if the timer rests and the caller is the one to wake it. */
    boolean add(Thread sleeper, CourteousWaiter waiter, Deadline until) {
        push(new Sleeper(sleeper, waiter, until));
        return resting && RESTING.compareAndSet(this, true, false);
    }

    private void push(Sleeper one) {
        Sleeper first;
        do {
            first = sleepers;
            one.next = first;
        } while (!SLEEPERS.compareAndSet(this, first, one));
    }

    /** Begins to rest. Returns false if there is somebody to look after. */
    boolean rests() {
        resting = true;
        return sleepers == null;
    }

    /** Looks at all who are noted. Returns how many are left. */
    int look() {
        int left = 0;
        var one = (Sleeper) SLEEPERS.getAndSet(this, (Sleeper) null);
        try {
            while (one != null) {
                Sleeper next = one.next;
                if (one.waiter.givesWay()) {
                    if (one.until.isOver()) {
                        LockSupport.unpark(one.thread);
                    } else {
                        push(one);
                        left++;
                    }
                }
                one = next;
            }
        } finally {
            while (one != null) {
                Sleeper next = one.next;
                push(one);
                one = next;
            }
        }
        return left;
    }

    private static final VarHandle SLEEPERS = Fields.handle(MethodHandles.lookup(), "sleepers", Sleeper.class);
    private static final VarHandle RESTING = Fields.handle(MethodHandles.lookup(), "resting", boolean.class);
}
