package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wake-up that its receiver does not use goes on to the next one. */
@Timeout(30)
class BlockingTest {
    /**
     * An engine with one place, whose first re-check by a chosen thread is the moment at which a message arrives, that thread
     * is woken for it, and the test does something to it. So the wake-up is spent on an operation that is not going to use it.
     */
    private static final class OnePlace extends Engine {
        final AtomicReference<Object> place = new AtomicReference<>();
        final CountDownLatch announced = new CountDownLatch(2);
        volatile Thread victim;
        volatile Runnable mishap;

        @Override
        Object poll() {
            return Thread.currentThread() == victim ? null : place.getAndSet(null);
        }

        @Override
        boolean mayReceive() {
            return true;
        }

        @Override
        boolean canReceive() {
            announced.countDown();
            if (Thread.currentThread() == victim) {
                await(announced);
                place.set("message");
                receivers.wakeOne();
                mishap.run();
            }
            return false;
        }

        @Override
        void endSenders() {
            throw new AssertionError();
        }

        @Override
        void endReceivers() {
            throw new AssertionError();
        }

        @Override
        boolean isClosed() {
            return false;
        }

        @Override
        int size() {
            return place.get() == null ? 0 : 1;
        }

        @Override
        int capacity() {
            return 1;
        }

        @Override
        boolean isBounded() {
            return true;
        }

        @Override
        String flavour() {
            return "one-place";
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final OnePlace engine = new OnePlace();
    private final CompletableFuture<Object> other = new CompletableFuture<>();

    /** Runs the victim in this thread; the other receiver comes second into the list and must get the message. */
    private void receiveAsVictim(Lease lease) throws Exception {
        engine.victim = Thread.currentThread();
        var thread = new Thread(() -> {
            while (engine.receivers.isEmpty()) {
                Thread.onSpinWait(); // until the victim has announced itself
            }
            try {
                other.complete(Blocking.receive(engine, new ReceiverHandle<>(engine).lease, Deadline.NEVER));
            } catch (Throwable e) {
                other.completeExceptionally(e);
            }
        });
        thread.start();
        try {
            Blocking.receive(engine, lease, Deadline.NEVER);
        } finally {
            assertEquals("message", other.get(20, TimeUnit.SECONDS));
            thread.join();
        }
    }

    @Test
    void interruptedReceiverPassesItsWakeUpOn() {
        engine.mishap = () -> Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> receiveAsVictim(new ReceiverHandle<>(engine).lease));
    }

    @Test
    void receiverWhoseHandleIsClosedPassesItsWakeUpOn() throws Exception {
        var handle = new ReceiverHandle<>(engine);
        handle.openFirst();
        engine.mishap = handle.lease::close;
        receiveAsVictim(handle.lease);
    }
}
