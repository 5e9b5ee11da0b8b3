package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Await;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a thread that ends as soon as it finds nothing to do. How the library's own end: UnloadTest. */
@Timeout(60)
class DaemonTest {
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Daemon daemon = new Daemon("leat-test", this::body);

    private void body() {
        try {
            started.incrementAndGet();
            assertEquals(1, running.incrementAndGet(), "one at a time");
            do {
                work.set(0);
            } while (!daemon.end(this::hasNothingToDo));
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    private boolean hasNothingToDo() {
        boolean nothing = work.get() == 0;
        if (nothing) {
            running.decrementAndGet();
        }
        return nothing;
    }

    @AfterEach
    void nothingFailedInIt() {
        assertNull(failure.get());
    }

    @Test
    void whatIsLeftForItIsDoneWhereverItIs() {
        for (int i = 0; i < 10_000; i++) {
            work.set(1);
            daemon.run();
            Await.until(() -> work.get() == 0 || failure.get() != null, "done");
        }
        Await.until(() -> !daemon.isRunning(), "ended");
        assertEquals(0, running.get());
        assertTrue(started.get() > 1, "it ended in between");
    }

    @Test
    void whoFindsNothingToDoEndsAndWhoFindsWorkDoesNot() {
        assertFalse(daemon.end(() -> false));
        assertTrue(daemon.isRunning());
        daemon.run();
        assertEquals(0, started.get(), "it runs already");
        assertTrue(daemon.end(() -> true));
        assertFalse(daemon.isRunning());
    }

    @Test
    void whoFailsToLookGoesOn() {
        var trouble = new StackOverflowError();
        assertSame(trouble, assertThrows(StackOverflowError.class, () -> daemon.end(() -> {
            throw trouble;
        })));
        assertTrue(daemon.isRunning());
    }
}
