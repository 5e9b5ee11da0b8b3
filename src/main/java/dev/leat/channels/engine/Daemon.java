package dev.leat.channels.engine;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A thread of the library's own: there as long as it has something to do, and for a while after that. */
final class Daemon {
    /*
     * It ENDS when nobody has had any work for it for a while. So a program that uses no channel any more has no thread of
     * them, and an application that was stopped in its container leaves nothing that keeps its classes.
     *
     * No work is lost: who has some leaves it first and then looks whether the thread runs, and starts one if not; the thread
     * says that it does not run and then looks for work once more. These are volatile accesses, so one of them sees the other
     * (jcstress: DaemonTest). Both start and end are under this monitor: once in some seconds at most, for the start of a thread
     * or a look; whoever comes meanwhile, a virtual thread too, would have to wait for that in any case.
     *
     * What it does may fail, for want of memory say: it complains, and goes on. All that it needs to wait, to complain and to
     * end is loaded and linked before: a heap that is full, or an application's class loader that was stopped, has nothing
     * more for it, and one that died of that would be taken to run for ever.
     */

    /** What it does. */
    interface Work {
        /** Waits for work, and does it. Returns false if none has come for as long as {@link #KEPT}. */
        boolean await() throws InterruptedException;

        /** Tells whether there is work. It needs no memory. */
        boolean isThere();
    }

    /** For how long it waits for work: so long that who uses a channel now and then does not start a thread each time. */
    static final Duration KEPT = Duration.ofSeconds(5);
    /** For so long it pauses when something failed, lest it does nothing but fail. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final String name;
    private final Work work;
    private final Runnable life = this::live;
    private final PrivilegedAction<Thread> making = this::make;

    private volatile Thread thread;

    Daemon(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    /**
     * Sees to it that the thread runs and comes across what was left for it before.
     *
     * @throws OutOfMemoryError if there can be no more threads; the next call tries again
     */
    void run() {
        if (thread == null) {
            begin();
        }
    }

    boolean isRunning() {
        return thread != null;
    }

    void unpark() {
        LockSupport.unpark(thread);
    }

    @SuppressWarnings("removal") // up to JDK 23 a thread keeps the class loaders of all who are on the stack that makes it
    private synchronized void begin() {
        if (thread == null) {
            var made = AccessController.doPrivileged(making);
            made.start();
            thread = made;
        }
    }

    /**
     * The thread belongs to nobody who happens to use a channel first, nor to a group whose threads somebody may interrupt or
     * end.
     */
    private Thread make() {
        var made = new Thread(rootGroup(), life, name, 0, false);
        made.setDaemon(true);
        made.setPriority(Thread.NORM_PRIORITY);
        made.setContextClassLoader(null);
        return made;
    }

    private static ThreadGroup rootGroup() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    private void live() {
        for (boolean ends = false; !ends; ) {
            try {
                ends = !work.await() && end();
            } catch (InterruptedException e) {
                // Not meant for a thread that nobody can know of.
            } catch (Throwable e) {
                Reports.complain(e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Ends the current thread, which is this one, if there is nothing to do: it touches nothing any more then. */
    synchronized boolean end() {
        boolean goesOn = true;
        thread = null; // before it looks: see above
        try {
            goesOn = work.isThere();
        } finally {
            if (goesOn) {
                thread = Thread.currentThread();
            }
        }
        return !goesOn;
    }
}
