package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Await;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a thread that ends as soon as it finds nothing to do. How the library's own end: UnloadTest. */
@Timeout(60)
class DaemonTest implements Daemon.Work {
    private final AtomicBoolean work = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private final List<Throwable> complaints = new CopyOnWriteArrayList<>();
    private final Daemon daemon = new Daemon("leat-test", this);
    private Thread last;

    @Override
    public boolean await() throws InterruptedException {
        if (last != Thread.currentThread()) {
            last = Thread.currentThread();
            last.setUncaughtExceptionHandler((thread, complaint) -> complaints.add(complaint));
            started.incrementAndGet();
            assertEquals(1, running.incrementAndGet(), "one at a time");
        }
        Throwable trouble = troubles.poll();
        if (trouble instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (trouble instanceof Error error) {
            throw error;
        }
        return work.getAndSet(false);
    }

    @Override
    public boolean isThere() {
        boolean there = work.get() || !troubles.isEmpty();
        if (!there) {
            running.decrementAndGet();
        }
        return there;
    }

    @Test
    void whatIsLeftForItIsDoneWhereverItIs() {
        var end = Deadline.after(Duration.ofSeconds(2)); // a busy machine takes long to start a thread
        for (int i = 0; i < 10_000 && !end.isOver() || started.get() < 2; i++) {
            work.set(true);
            daemon.run();
            Await.until(() -> !work.get(), "done");
        }
        Await.until(() -> !daemon.isRunning(), "ended");
        assertEquals(0, running.get());
        assertEquals(List.of(), complaints);
    }

    @Test
    void itGoesOnWhateverItsWorkThrows() {
        var error = new OutOfMemoryError("not really");
        troubles.addAll(List.of(error, new InterruptedException(), error));
        work.set(true);
        daemon.run();
        Await.until(() -> !work.get(), "done");
        Await.until(() -> !daemon.isRunning(), "ended");
        assertEquals(1, started.get());
        assertEquals(List.of(error, error), complaints);
    }

    /** How the threads that started it are grouped, LeakWatchTest asks; what their class loaders are, UnloadTest. */
    @Test
    void itIsNotAsUrgentAsWhoStartsIt() throws Exception {
        var urgent = new Thread(daemon::run);
        urgent.setPriority(Thread.MAX_PRIORITY);
        urgent.start();
        urgent.join();
        Await.until(() -> started.get() == 1 && !daemon.isRunning(), "ended");
        assertEquals(Thread.NORM_PRIORITY, last.getPriority());
    }

    @Test
    void whoFindsNothingToDoEndsAndWhoFindsWorkDoesNot() {
        work.set(true);
        assertFalse(daemon.end());
        assertTrue(daemon.isRunning());
        daemon.run();
        assertEquals(0, started.get(), "it runs already");
        work.set(false);
        assertTrue(daemon.end());
        assertFalse(daemon.isRunning());
    }

    @Test
    void whoFailsToLookGoesOn() {
        var trouble = new StackOverflowError();
        var failing = new Daemon("leat-test", new Daemon.Work() {
            @Override
            public boolean await() {
                return true;
            }

            @Override
            public boolean isThere() {
                throw trouble;
            }
        });
        assertSame(trouble, assertThrows(StackOverflowError.class, failing::end));
        assertTrue(failing.isRunning());
    }
}
