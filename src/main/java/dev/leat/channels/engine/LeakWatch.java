package dev.leat.channels.engine;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The safety net for handles that became unreachable unclosed: closes them, so that nobody waits for ever for a
 * forgotten handle, and reports each once.
 */
final class LeakWatch {
    /*
     * A phantom reference is enqueued only if it is itself reachable, and a channel that is forgotten as a whole must
     * be reported too: so the leases of all open handles hang on a static root. java.lang.ref.Cleaner has the same,
     * but as one list under one lock, where channels that live for one request would queue up. Here the list is split
     * into stripes, and a thread always adds to the same one, so that threads seldom meet; an insertion or removal is
     * a few plain stores under a lock that nobody else wants, and no allocation beyond the lease.
     *
     * The locks are java.util.concurrent's: a monitor would pin the carrier of a virtual thread that has to wait for
     * it.
     */

    /** Whether leases remember where their handles were made: {@code -Ddev.leat.channels.trackHandles=true}. */
    static final boolean TRACKING = Boolean.getBoolean("dev.leat.channels.trackHandles");

    /** Where the collector puts the leases of handles that were forgotten. */
    static final ReferenceQueue<Handle> UNREACHABLE = new ReferenceQueue<>();

    private static final Stripe[] STRIPES = new Stripe[
            Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors())) * 4];

    static {
        for (int i = 0; i < STRIPES.length; i++) {
            STRIPES[i] = new Stripe();
        }
        var thread = new Thread(rootGroup(), LeakWatch::run, "leat-leak-watch", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private LeakWatch() {
    }

    /** Returns the stripe of the current thread. */
    static Stripe stripe() {
        return STRIPES[(int) Thread.currentThread().getId() & STRIPES.length - 1];
    }

    /**
     * The watch belongs to nobody who happens to use a channel first, and may interrupt or end the threads of its own
     * group.
     */
    private static ThreadGroup rootGroup() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    private static void run() {
        for (;;) {
            try {
                var lease = (Lease) UNREACHABLE.remove();
                if (lease.close()) {
                    try {
                        forgotten(lease);
                    } finally {
                        lease.stripe.remove(lease);
                    }
                }
            } catch (InterruptedException e) {
                // Not meant for the watch, which nobody can want to stop.
            } catch (Throwable e) { // one handle's trouble must not end the watch over the others
                Reports.complain(e);
            }
        }
    }

    private static void forgotten(Lease lease) {
        Engine engine = lease.engine();
        String channel = null;
        try {
            if (!lease.quiet) {
                channel = engine == null ? lease.nameOfGone() : engine.toString();
            }
        } finally { // also if there is no memory for the name
            if (engine != null) {
                engine.closed(lease);
            }
        }
        if (channel == null) {
            return;
        }
        var hint = lease.madeAt != null ? "" : " (-Ddev.leat.channels.trackHandles=true shows where it was made)";
        var report = "a " + lease.side + " of " + channel + " was forgotten: it became unreachable without close()" + hint;
        Reports.log(System.Logger.Level.WARNING, () -> report, lease.madeAt);
    }

    /** Some of the leases of open handles, as a doubly linked list. */
    static final class Stripe {
        private final ReentrantLock lock = new ReentrantLock();
        private Lease first;

        void add(Lease lease) {
            lock.lock();
            try {
                lease.next = first;
                if (first != null) {
                    first.previous = lease;
                }
                first = lease;
            } finally {
                lock.unlock();
            }
        }

        /** Takes a lease off the list, if it is there. */
        void remove(Lease lease) {
            lock.lock();
            try {
                if (lease.previous != null) {
                    lease.previous.next = lease.next;
                } else if (first == lease) {
                    first = lease.next;
                }
                if (lease.next != null) {
                    lease.next.previous = lease.previous;
                }
                lease.previous = null;
                lease.next = null;
            } finally {
                lock.unlock();
            }
        }
    }
}
