package dev.leat.channels.jcstress;

import dev.leat.channels.UncheckedInterruptedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes the threads that a lost wake-up left asleep, so that it shows as an outcome, "asleep", which no test allows.
 * jcstress itself gives up only in the measured part of a run; in the checks that come before it would hang.
 */
final class Watchdog {
    /** An operation that may wait. */
    interface Wait<T> {
        T get() throws InterruptedException;
    }

    /** How long an operation may take: no pause of a busy machine takes that long, and jcstress gives up after 30 s. */
    private static final long PATIENCE = 10_000_000_000L;

    private static final List<Watchdog> ALL = new CopyOnWriteArrayList<>();
    private static final ThreadLocal<Watchdog> OWN = ThreadLocal.withInitial(Watchdog::new);

    static {
        var thread = new Thread(Watchdog::run, "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private final Thread thread = Thread.currentThread();
    /** When the operation began, 0 between operations; opaque, so that it orders nothing that the tests are about. */
    private final AtomicLong since = new AtomicLong();
    private volatile boolean barked;

    private Watchdog() {
        ALL.removeIf(dog -> !dog.thread.isAlive());
        ALL.add(this);
    }

    /** Returns what the operation returned, or "interrupted", or "asleep". */
    static Object watch(Wait<?> operation) {
        var own = OWN.get();
        own.since.setOpaque(System.nanoTime() | 1);
        try {
            return operation.get();
        } catch (InterruptedException | UncheckedInterruptedException e) {
            return own.barked ? "asleep" : "interrupted";
        } finally {
            own.since.setOpaque(0);
        }
    }

    private static void run() {
        long patience = PATIENCE;
        for (;;) {
            LockSupport.parkNanos(patience / 10);
            for (var dog : ALL) {
                long since = dog.since.getOpaque();
                if (since != 0 && System.nanoTime() - since > patience) {
                    dog.barked = true;
                    dog.thread.interrupt();
                    patience = PATIENCE / 1000; // the verdict is settled; the rest need not take long
                }
            }
        }
    }
}
