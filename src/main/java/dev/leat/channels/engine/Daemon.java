package dev.leat.channels.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A thread of the library's own: there as long as it has something to do, and for a while after that. */
final class Daemon {
    /*
     * It ENDS when nobody has had any work for it for a while. So a program that uses no channel any more has no thread of
     * them, and an application that was stopped in its container leaves nothing that keeps its classes.
     *
     * No work is lost: who has some leaves it first and then looks whether the thread runs, and starts one if not; the thread
     * says that it does not run and then looks for work once more. These are volatile accesses, so one of them sees the other
     * (jcstress: DaemonTest). Both start and end are under this monitor: once in a while, and nobody sleeps in it.
     */

    /** How long it waits for work: so long that who uses a channel now and then does not start a thread each time. */
    static final Duration KEPT = Duration.ofSeconds(5);

    private final String name;
    private final Runnable body;
    private volatile Thread thread;

    /** @param body returns when {@link #end} has told it to */
    Daemon(String name, Runnable body) {
        this.name = name;
        this.body = body;
    }

    /**
     * Sees to it that the thread runs and comes across what was left for it before. Fails if there can be no more threads;
     * then the next call tries again.
     */
    void run() {
        if (!isRunning()) {
            begin();
        }
    }

    boolean isRunning() {
        return thread != null;
    }

    void unpark() {
        LockSupport.unpark(thread);
    }

    /**
     * The thread belongs to nobody who happens to use a channel first, nor to a group whose threads somebody may interrupt or
     * end.
     */
    private synchronized void begin() {
        if (thread == null) {
            var made = new Thread(rootGroup(), body, name, 0, false);
            made.setDaemon(true);
            made.setContextClassLoader(null);
            made.start();
            thread = made;
        }
    }

    private static ThreadGroup rootGroup() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** Ends the current thread, which is this one, if there is nothing to do. It returns then, and touches nothing any more. */
    synchronized boolean end(BooleanSupplier hasNothingToDo) {
        boolean ends = false;
        thread = null; // before it looks: see above
        try {
            ends = hasNothingToDo.getAsBoolean();
        } finally {
            if (!ends) {
                thread = Thread.currentThread();
            }
        }
        return ends;
    }
}
