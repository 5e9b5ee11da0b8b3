package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Wakes virtual threads that give way, and are parked, when their patience is over: one timer for all of them. */
final class CourtesyTimer implements Daemon.Work {
    /*
     * A virtual thread that parks with a limit asks the JDK for a timer, and takes it back when it is told before: both wake the
     * JDK's timer thread, which takes a processor from a carrier. In a crowd there are some 80,000 such parks a second, and few
     * come to their limit. So they park without one, and are noted here; a thread of the library's own looks once in a
     * millisecond, as long as anybody is noted, whose patience is over. With 5,000 senders and 5,000 receivers at 128 (virtual
     * threads, JDK 25, 2 processors far from each other, messages a us, medians of six or seven forks in turn) 9.3 with a limit for
     * each, 11.5 with this, and 11.4 without any limit. (A platform thread's limit needs no other thread.)
     *
     * A stack: who is about to park pushes itself, the timer takes all, unparks those whose time is over, pushes back those whose
     * is not, and forgets who does not give way any more. Whoever is unparked looks at the clock itself, as after any park.
     *
     * When nobody is noted the timer RESTS, which costs nothing. No note is lost: who pushes itself does so before it looks
     * whether the timer rests, and unparks it then; the timer says that it rests before it looks whether anybody is there. These
     * are volatile accesses, so one of them sees the other. (jcstress: CourtesyTimerTest.) Only the timer says that it does not
     * rest any more: so each one who came meanwhile has unparked it, and one that is stopped by an Error before that harms
     * nobody else. Who has rested for long ends: see Daemon.
     *
     * Rejected: the timer that CompletableFuture.delayedExecutor uses: its thread runs the actions of other people's futures, one
     * of which may wait for somebody who gives way. To poll for longer before parking: with 8, 20 and 60 yields 11.0, 10.3 and
     * 9.4 where two, and a limit for each, did 10.8. A crowd of which only one is awake at a time, so that nobody gives way: no
     * faster, and one thread that is stopped would hold up all others.
     */

    /** How often it looks: it wakes nobody later than that. */
    static final Duration PERIOD = Duration.ofMillis(1);
    /** For so long no thread is started when none could be: each waits with a limit of its own. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final CourtesyTimer SHARED = new CourtesyTimer();

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

    final Daemon daemon = new Daemon("leat-courtesy-timer", this);
    private volatile boolean failed;
    private volatile long failedAt;
    private volatile Sleeper sleepers;
    private volatile boolean resting;

    /**
     * Sees to it that this thread is unparked when a time is over, as long as its waiter gives way. Returns false if there is
     * nobody to do that, since no thread can be started.
     */
    static boolean note(CourteousWaiter waiter, Deadline until) {
        return SHARED.runs() && SHARED.noteAndWake(waiter, until);
    }

    private boolean noteAndWake(CourteousWaiter waiter, Deadline until) {
        boolean rests = add(Thread.currentThread(), waiter, until);
        boolean runs = runs(); // it may have ended just before it could have seen this one
        if (rests) {
            daemon.unpark();
        }
        return runs;
    }

    private boolean runs() {
        if (daemon.isRunning()) {
            return true;
        }
        if (failed && System.nanoTime() - failedAt < RETRY.toNanos()) {
            return false;
        }
        try {
            daemon.run();
            return true;
        } catch (OutOfMemoryError e) { // a limit of its own needs no new thread
            failedAt = System.nanoTime();
            failed = true;
            return false;
        }
    }

    @Override
    public boolean await() {
        if (rests()) {
            return rest();
        }
        resting = false;
        LockSupport.parkNanos(PERIOD.toNanos());
        Thread.interrupted(); // nobody can mean this thread
        look();
        return true;
    }

    /** Rests until somebody comes, or for so long that it is not worth while any more: then it returns false. */
    private boolean rest() {
        long begun = System.nanoTime();
        LockSupport.parkNanos(this, Daemon.KEPT.toNanos()); // a blocker at rest only: who debugs can tell that
        Thread.interrupted(); // as above
        return System.nanoTime() - begun < Daemon.KEPT.toNanos();
    }

    @Override
    public boolean isThere() {
        return sleepers != null;
    }

    /** Adds a thread. Returns whether the timer rests, and is to be unparked. */
    boolean add(Thread sleeper, CourteousWaiter waiter, Deadline until) {
        push(new Sleeper(sleeper, waiter, until));
        return resting;
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
        while (one != null) {
            Sleeper next = one.next;
            one.next = null; // lest one that is forgotten keeps all who come later
            boolean stays = true;
            try {
                stays = one.waiter.givesWay() && !isUnparked(one);
            } catch (Throwable e) { // an Error, most likely, for want of memory: the next look tries again
                Reports.complain(e);
            }
            if (stays) {
                push(one);
                left++;
            }
            one = next;
        }
        return left;
    }

    private static boolean isUnparked(Sleeper one) {
        boolean isOver = one.until.isOver();
        if (isOver) {
            try {
                LockSupport.unpark(one.thread);
            } catch (RejectedExecutionException e) {
                return true; // its scheduler was shut down: nobody can wake it
            }
        }
        return isOver;
    }

    private static final VarHandle SLEEPERS = Fields.handle(MethodHandles.lookup(), "sleepers", Sleeper.class);
}
