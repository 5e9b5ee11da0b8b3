package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Await;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A close that an Error stopped half-way: the rest is done later, and once. */
@Timeout(60)
class ClosingTest {
    /** Has an Error happen to who closes it or discards what is queued, as long as it is told to. */
    private static final class Brittle extends BareEngine {
        private volatile boolean closingFails;
        private volatile boolean aClassIsMissing;
        private volatile boolean discardingFails;
        private volatile boolean countingFails;
        private Runnable discarding = () -> { };
        private volatile int attempts;
        private volatile int closed;
        private volatile int discarded;

        @Override
        int count(Side side) {
            if (countingFails) {
                throw new StackOverflowError("while it counts");
            }
            return super.count(side);
        }

        @Override
        void close() {
            attempts++;
            if (closingFails) {
                throw new StackOverflowError("while it closes");
            }
            if (aClassIsMissing) {
                throw new NoClassDefFoundError("while it closes");
            }
            closed++;
        }

        @Override
        void discard() {
            discarding.run();
            if (discardingFails) {
                throw new StackOverflowError("while it discards");
            }
            discarded++;
        }
    }

    private final KeptHandles handles = new KeptHandles();
    private final Brittle engine = new Brittle();

    private static <H extends Handle> H open(H handle) {
        handle.openFirst();
        return handle;
    }

    @Test
    void whoWaitsWithTheHandleIsWoken() throws Exception {
        var receiver = open(new ReceiverHandle<>(engine));
        var waiting = new FutureTask<Object>(receiver::receive);
        var thread = new Thread(waiting);
        thread.start();
        Await.until(() -> thread.getState() == Thread.State.WAITING, "it waits");
        engine.closingFails = true;
        assertThrows(StackOverflowError.class, receiver::close);
        var end = assertThrows(ExecutionException.class, () -> waiting.get(30, TimeUnit.SECONDS));
        assertInstanceOf(IllegalStateException.class, end.getCause());
        thread.join();
    }

    @Test
    void theNextCloseDoesTheRest() {
        var receiver = open(new ReceiverHandle<>(engine));
        engine.closingFails = true;
        assertThrows(StackOverflowError.class, receiver::close);
        assertThrows(StackOverflowError.class, receiver::close);
        engine.closingFails = false;
        engine.discardingFails = true;
        assertThrows(StackOverflowError.class, receiver::close);
        engine.discardingFails = false;
        receiver.close();
        assertEquals(0, engine.count(Side.RECEIVER));
        assertEquals(2, engine.closed);
        assertEquals(1, engine.discarded);
        receiver.close();
        assertEquals(2, engine.closed, "all was done");
    }

    @Test
    void theCauseIsNotForgotten() {
        var cause = new Exception("cause");
        var sender = open(new BoundedSenderHandle<>(engine));
        engine.closingFails = true;
        assertThrows(StackOverflowError.class, () -> sender.closeExceptionally(cause));
        engine.closingFails = false;
        sender.close();
        assertSame(cause, engine.cause());
        assertEquals(1, engine.closed);
    }

    @Test
    void whoCouldNotLookWhetherAnybodyReceivesMayCloseAgain() {
        var sender = open(new BoundedSenderHandle<>(engine));
        engine.countingFails = true;
        assertThrows(StackOverflowError.class, sender::close);
        engine.countingFails = false;
        sender.close();
        assertEquals(1, engine.closed);
    }

    @Test
    void theLeakWatchDoesTheRestIfNobodyElseDoes() {
        engine.closingFails = true;
        closeInVain();
        engine.closingFails = false;
        Await.collecting(() -> engine.closed > 0, "the end");
        assertEquals(0, engine.count(Side.SENDER));
    }

    @Test
    void theLeakWatchTriesAgain() {
        engine.closingFails = true;
        closeInVain();
        Await.collecting(() -> engine.attempts > 2, "the watch has tried it too");
        engine.closingFails = false;
        Await.until(() -> engine.closed > 0, "the end");
    }

    private void closeInVain() {
        assertThrows(StackOverflowError.class, open(new BoundedSenderHandle<>(engine))::close);
    }

    /** Whoever gives the last count back ends the channel, and nobody else, however close behind. */
    @Test
    void ofTwoThatCloseAtTheSameTimeOneEndsTheChannel() throws Exception {
        var given = new AtomicReference<Handle>();
        var done = new AtomicInteger();
        int rounds = 100_000;
        var other = new FutureTask<Void>(() -> {
            while (done.get() < rounds) {
                Handle handle = given.getAndSet(null);
                if (handle != null) {
                    handle.close();
                    done.incrementAndGet();
                }
            }
            return null;
        });
        var thread = new Thread(other);
        thread.setDaemon(true);
        thread.start();
        try {
            // Two threads that spin on one processor take its time slices for each round.
            var patience = Deadline.after(Duration.ofSeconds(10));
            for (int i = 0; i < rounds && !patience.isOver(); i++) {
                var channel = new Brittle();
                var one = open(new ReceiverHandle<>(channel));
                var two = one.duplicate();
                given.set(one);
                two.close();
                while (done.get() <= i && !other.isDone()) {
                    Thread.onSpinWait();
                }
                assertTrue(done.get() > i, "the other thread has failed");
                assertEquals(1, channel.attempts, "round " + i);
                assertEquals(1, channel.discarded, "round " + i);
            }
        } finally {
            done.set(rounds);
            other.get(30, TimeUnit.SECONDS); // with its failure, if there was one
        }
    }

    /** Of two that see that a close was stopped, one does the rest. */
    @Test
    void aBrokenCloseIsMendedOnce() {
        var lease = open(new ReceiverHandle<>(engine)).lease;
        assertFalse(lease.mend(), "nothing is broken");
        lease.broken = true;
        assertTrue(lease.mend());
        assertFalse(lease.mend());
    }

    @Test
    void theOldestComesFirstOffAStripe() {
        var stripe = new LeakWatch.Stripe();
        var leases = List.of(handles.receiver(engine), handles.receiver(engine), handles.receiver(engine));
        leases.forEach(stripe::add);
        for (var lease : leases) {
            assertSame(lease, stripe.poll());
        }
        assertTrue(stripe.isEmpty());
        assertNull(stripe.poll());
    }

    /** The report comes once all the same. */
    @Test
    void aForgottenHandleWithWhichTheWatchHasTroubleIsReportedOnce() {
        var logger = Logger.getLogger("dev.leat.channels");
        var reports = new AtomicInteger();
        engine.furnish("brittle", null);
        engine.closingFails = true;
        logger.setFilter(report -> {
            if (report.getMessage().contains("brittle")) {
                reports.incrementAndGet();
            }
            return false;
        });
        try {
            open(new BoundedSenderHandle<>(engine));
            Await.collecting(() -> engine.attempts > 1, "the watch has tried it twice");
            engine.closingFails = false;
            Await.until(() -> reports.get() > 0, "the report");
            assertEquals(1, engine.closed);
            System.gc();
            assertEquals(1, reports.get());
        } finally {
            logger.setFilter(null);
        }
    }

    /** The application may have been stopped, and the watch with it. */
    @Test
    void whatFailsForWantOfAClassIsTriedTwice() {
        var other = new Brittle();
        other.closingFails = true;
        engine.aClassIsMissing = true;
        forget(engine);
        Await.collecting(() -> engine.attempts == 2, "the watch has tried it twice");
        forget(other);
        Await.collecting(() -> other.attempts == 4, "the watch goes on with others");
        other.closingFails = false;
        Await.until(() -> other.closed == 1, "an end of that");
        assertEquals(2, engine.attempts);
    }

    private static void forget(Brittle channel) {
        open(new BoundedSenderHandle<>(channel));
    }

    @Test
    void aLoggersTroubleMayBeThrownAgain() {
        var trouble = new IllegalStateException("trouble");
        var me = Thread.currentThread();
        var before = me.getUncaughtExceptionHandler();
        me.setUncaughtExceptionHandler((thread, again) -> {
            throw trouble;
        });
        try {
            Reports.complain(trouble);
        } finally {
            me.setUncaughtExceptionHandler(before);
        }
        assertEquals(0, trouble.getSuppressed().length);
    }

    /** Its thread was stopped before it could be counted, and again before it could say so. */
    @Test
    void whatWasNeverCountedGivesNothingBack() {
        var lease = uncounted();
        Await.collecting(() -> lease.refersTo(null), "forgotten");
        assertEquals(1, engine.count(Side.SENDER));
        assertEquals(0, engine.closed);
    }

    private WeakReference<Lease> uncounted() {
        var lease = new BoundedSenderHandle<>(engine).lease;
        lease.stripe.add(lease);
        return new WeakReference<>(lease);
    }

    @Test
    void aClosedHandleLeavesNothingBehind() {
        var lease = closed();
        Await.collecting(() -> lease.refersTo(null), "forgotten");
    }

    private WeakReference<Lease> closed() {
        var sender = open(new BoundedSenderHandle<>(engine));
        sender.close();
        return new WeakReference<>(sender.lease);
    }

    /** The last sender's thread is stopped before it comes to the end of the channel. */
    @Test
    void whoIsToldThatThereIsNoSenderSeesTheEnd() {
        var sender = open(new BoundedSenderHandle<>(engine));
        engine.closingFails = true;
        assertThrows(StackOverflowError.class, sender::close);
        engine.closingFails = false;
        assertTrue(new WeakSenderHandle<>(engine).upgrade().isEmpty());
        assertEquals(1, engine.closed);
    }

    @Test
    void otherChannelsAreDiscardedAlsoIfOneFails() {
        Consumer<Object> handler = message -> { };
        var other = new Brittle();
        var third = new Brittle();
        for (var channel : new Brittle[] {engine, other, third}) {
            channel.furnish(null, handler);
        }
        engine.discarding = () -> {
            Leftovers.discard(other);
            Leftovers.discard(third);
        };
        other.discardingFails = true;
        assertThrows(StackOverflowError.class, () -> Leftovers.discard(engine));
        assertEquals(List.of(1, 0, 1), List.of(engine.discarded, other.discarded, third.discarded));
        other.discardingFails = false;
        CompletableFuture.runAsync(() -> Leftovers.discard(third)).join();
        assertEquals(List.of(1, 1, 2), List.of(engine.discarded, other.discarded, third.discarded), "it is tried again");
        engine.discarding = () -> { };
        engine.discardingFails = true;
        assertThrows(StackOverflowError.class, () -> Leftovers.discard(engine));
        engine.discardingFails = false;
        Leftovers.discard(third);
        assertEquals(1, engine.discarded, "by who closes it, and by nobody else");
    }
}
