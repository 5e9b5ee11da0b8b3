package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.util.function.Supplier;

/**
 * The safety net for handles that became unreachable unclosed: closes them, so that nobody waits for ever for a
 * forgotten handle, and reports each once.
 */
final class LeakWatch implements Daemon.Work {
    /*
     * A phantom reference is enqueued only if it is itself reachable, and a channel that is forgotten as a whole must
     * be reported too: so the leases of all open handles hang on a static root. java.lang.ref.Cleaner has the same,
     * but as one list under one lock, where channels that live for one request would queue up. Here the list is split
     * into stripes, and a thread always adds to the same one, so that threads seldom meet; an insertion or removal is
     * a few plain stores under a lock that nobody else wants, and no allocation beyond the lease.
     *
     * Who finds a stripe locked yields, so a virtual thread that waits for it pins no carrier, and the lock is left by
     * a write to a field: what a lock's own method does could fail for want of stack, and then nobody could make a
     * handle any more. It is held for a few writes and no call, so nobody yields for longer than that takes, or until a
     * thread that lost its processor there has it again. (What the watch is begun and ended under is told at Daemon.)
     *
     * With what the watch has trouble itself, say for want of memory, it keeps in a list of its own, and tries one of
     * them, the oldest, after each handle that comes, or each second: until it is done, or just once more if it is not for want
     * of memory or stack, since an application whose class loader was stopped would keep the watch, and be kept, for ever.
     *
     * The watch runs whenever there is an open handle, and who cannot have a handle watched gets none: see add.
     */

    /** Whether leases remember where their handles were made: {@code -Ddev.leat.channels.trackHandles=true}. */
    static final boolean TRACKING = Boolean.getBoolean("dev.leat.channels.trackHandles");

    /** Where the collector puts the leases of handles that were forgotten. */
    static final ReferenceQueue<Handle> UNREACHABLE = new ReferenceQueue<>();

    /**
     * Four to a processor. Create, four threads on two processors (JDK 25, ns), with half as many, as many, twice as many: 776, 737
     * and 826.
     */
    private static final Stripe[] STRIPES = new Stripe[
            Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors())) * 4];

    /** Those with which the watch had trouble itself, say for want of memory. */
    private static final Stripe UNFINISHED = new Stripe();
    private static final long RETRY_MILLIS = 1_000;

    /** Runs as long as there are open handles: they, or what the watch is to do for them, are on the lists. */
    private static final Daemon DAEMON = new Daemon("leat-leak-watch", new LeakWatch());

    static {
        for (int i = 0; i < STRIPES.length; i++) {
            STRIPES[i] = new Stripe();
        }
    }

    private LeakWatch() {
    }

    /** Returns the stripe of the current thread. */
    static Stripe stripe() {
        return STRIPES[(int) Thread.currentThread().getId() & STRIPES.length - 1];
    }

    @Override
    public boolean await() throws InterruptedException {
        var lease = (Lease) UNREACHABLE.remove(UNFINISHED.isEmpty() ? Daemon.KEPT.toMillis() : RETRY_MILLIS);
        Lease unfinished = UNFINISHED.poll(); // before the new one may get there too
        if (lease != null) {
            finish(lease, true);
        }
        if (unfinished != null) {
            finish(unfinished, false);
        }
        return lease != null || unfinished != null;
    }

    @Override
    public boolean isThere() {
        for (Stripe stripe : STRIPES) {
            if (!stripe.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static void finish(Lease lease, boolean isNew) {
        try {
            if ((isNew || lease.isOpen()) && (!lease.close() || !lease.counted)) {
                lease.quiet = true; // it was closed, or never was a handle that anybody had
            }
            forgotten(lease);
            lease.finish();
        } catch (Throwable e) { // one handle's trouble must not end the watch over the others
            lease.stripe.remove(lease);
            if (e instanceof VirtualMachineError) { // there may be memory the next time
                UNFINISHED.push(lease);
            } else if (isNew) { // a class is missing, say, and will be: once more, without a report, and that is all
                lease.quiet = true;
                UNFINISHED.push(lease);
            }
            Reports.complain(e);
        }
    }

    /** Closes the channel's end, or does what the handle's own close() could not do to the end. */
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
        Supplier<String> text = () -> report;
        lease.quiet = true; // once is enough; and nothing that needs memory between this and the report
        Reports.log(System.Logger.Level.WARNING, text, lease.madeAt);
    }

    /** Some of the leases, as a doubly linked list. */
    static final class Stripe {
        private volatile boolean locked;
        private Lease first;

        /**
         * Has a lease watched until it is removed.
         *
         * @throws OutOfMemoryError if no thread can be started for that
         */
        void add(Lease lease) {
            DAEMON.run(); // first, since it may fail
            push(lease);
            DAEMON.run(); // it may have ended just before it could have seen this one
        }

        void push(Lease lease) {
            lock();
            lease.next = first;
            if (first != null) {
                first.previous = lease;
            }
            first = lease;
            locked = false;
        }

        boolean isEmpty() {
            lock();
            boolean empty = first == null;
            locked = false;
            return empty;
        }

        /** Takes the last one off the list; null if there is none. For a list from which nobody else takes any. */
        Lease poll() {
            Lease last = first;
            while (last != null && last.next != null) {
                last = last.next;
            }
            if (last != null) {
                remove(last);
            }
            return last;
        }

        /** Takes a lease off the list, if it is there. */
        void remove(Lease lease) {
            lock();
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
            locked = false;
        }

        private void lock() {
            while (locked || !LOCKED.compareAndSet(this, false, true)) {
                Thread.yield();
            }
        }

        private static final VarHandle LOCKED = Fields.handle(MethodHandles.lookup(), "locked", boolean.class);
    }
}
