package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.DisconnectedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wake-up that its receiver does not use goes on to the next one. */
@Timeout(30)
class BlockingTest {
    private final KeptHandles handles = new KeptHandles();

    /**
     * An engine with one place. When the victim has announced itself and re-checks, the test lets a message arrive,
     * wakes the victim for it, and has a mishap happen to it: so a wake-up is spent on an operation that is not going
     * to use it.
     */
    private static final class OnePlace extends BareEngine {
        final AtomicReference<Object> place = new AtomicReference<>();
        Thread victim;
        Thread other;
        Runnable mishap;
        boolean victimTakes;
        Runnable look = () -> { };
        Runnable arrival = () -> { };

        @Override
        Object poll() {
            return Thread.currentThread() == victim && !victimTakes ? null : place.getAndSet(null);
        }

        @Override
        boolean isReady(Side side) {
            if (Thread.currentThread() == victim && !receivers.isEmpty() && mishap != null) {
                while (other.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                place.set("message");
                receivers.wakeOne();
                mishap.run();
                mishap = null;
            } else if (Thread.currentThread() == victim) {
                look.run();
            }
            return false;
        }

        @Override
        Waiters waiters(Side side) {
            assertSame(Side.RECEIVER, side);
            arrival.run();
            return receivers;
        }

        @Override
        int size() {
            return place.get() == null ? 0 : 1;
        }
    }

    private final OnePlace engine = new OnePlace();

    private Object receive(Lease lease) throws Exception {
        return asVictim(() -> Blocking.await(engine, lease, null, Deadline.NEVER));
    }

    /** Waits as the victim. The other receiver comes second into the list, and must get the message. */
    private Object asVictim(Callable<?> wait) throws Exception {
        var received = new CompletableFuture<>();
        engine.victim = Thread.currentThread();
        engine.other = new Thread(() -> {
            while (engine.receivers.first() == null) {
                Thread.onSpinWait(); // until the victim stands in the line
            }
            try {
                received.complete(Blocking.await(engine, handles.receiver(engine), null, Deadline.NEVER));
            } catch (Throwable e) {
                received.completeExceptionally(e);
            }
        });
        engine.other.start();
        try {
            return wait.call();
        } finally {
            assertEquals("message", received.get(20, TimeUnit.SECONDS));
            engine.other.join();
        }
    }

    @Test
    void interruptedReceiverPassesItsWakeUpOn() {
        engine.mishap = () -> Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> receive(handles.receiver(engine)));
    }

    @Test
    void receiverWhoseHandleIsClosedPassesItsWakeUpOn() throws Exception {
        var handle = new ReceiverHandle<>(engine);
        handle.openFirst();
        engine.mishap = handle.lease::close;
        assertSame(Blocking.CLOSED, receive(handle.lease));
    }

    /** It has used its own wake-up; but another waker may have left somebody to it. */
    @Test
    void receiverThatIsStoppedWhileItLooksWhatIsLeftToDoWakesTheNext() {
        engine.mishap = () -> {
            engine.victimTakes = true;
            engine.look = () -> {
                engine.place.set("message");
                throw new StackOverflowError("while it leaves");
            };
        };
        assertThrows(StackOverflowError.class, () -> receive(handles.receiver(engine)));
    }

    /** It was woken in vain, and another waker may have left somebody to it. */
    @Test
    void receiverThatIsStoppedWhileItGoesBackToSleepWakesTheNext() {
        engine.mishap = () -> {
            engine.place.set(null);
            engine.look = () -> {
                engine.look = () -> { };
                engine.place.set("message");
                throw new StackOverflowError("while it looks");
            };
        };
        assertThrows(StackOverflowError.class, () -> receive(handles.receiver(engine)));
    }

    private static Chooser<Object> select(ReceiverHandle<Object> here, ReceiverHandle<Object> there) {
        return select(Option.receive(here, message -> message), Option.receive(there, message -> message));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // is only passed on
    private static Chooser<Object> select(Option<Object>... options) {
        return Chooser.of(options, false);
    }

    @Test
    void selectThatTakesAnotherMessagePassesItsWakeUpOn() throws Exception {
        var elsewhere = LinkedEngine.unbounded();
        engine.mishap = () -> elsewhere.offer("another");
        var select = select(new ReceiverHandle<>(engine), new ReceiverHandle<>(elsewhere));
        assertEquals("another", asVictim(select::select));
    }

    @Test
    void selectThatMeetsAnEndPassesItsWakeUpOn() throws Exception {
        var elsewhere = LinkedEngine.unbounded();
        engine.mishap = elsewhere::close;
        var select = select(new ReceiverHandle<>(engine), new ReceiverHandle<>(elsewhere));
        assertThrows(DisconnectedException.class, () -> asVictim(select::select));
    }

    @Test
    void interruptedSelectPassesItsWakeUpOn() {
        engine.mishap = () -> Thread.currentThread().interrupt();
        var select = select(new ReceiverHandle<>(engine), new ReceiverHandle<>(LinkedEngine.unbounded()));
        assertThrows(InterruptedException.class, () -> asVictim(select::select));
    }

    @Test
    void selectOfWhichAHandleIsClosedPassesItsWakeUpOn() {
        var elsewhere = LinkedEngine.unbounded();
        var handle = new ReceiverHandle<Object>(elsewhere);
        handle.openFirst();
        engine.mishap = handle.lease::close;
        var select = select(new ReceiverHandle<>(engine), handle);
        assertThrows(IllegalStateException.class, () -> asVictim(select::select));
    }

    /** It had not begun to wait yet. */
    @Test
    void selectOfWhichAHandleIsClosedWhileItPollsTakesNothingMore() {
        var elsewhere = LinkedEngine.unbounded();
        var handle = new ReceiverHandle<Object>(elsewhere);
        handle.openFirst();
        var select = select(new ReceiverHandle<>(engine), handle);
        engine.victim = Thread.currentThread();
        engine.look = () -> {
            engine.look = () -> {
                handle.lease.close();
                engine.look = () -> elsewhere.offer("later");
            };
        };
        assertThrows(IllegalStateException.class, select::select);
        assertEquals(0, elsewhere.size());
    }

    /** That one's channel has ended, so it is not waited for. */
    @Test
    void aSelectThatPollsDoesNotCareWhoClosesTheHandleOfOneThatHasLeft() throws Exception {
        var ended = LinkedEngine.unbounded();
        ended.close();
        var handle = new ReceiverHandle<Object>(ended);
        handle.openFirst();
        var elsewhere = LinkedEngine.unbounded();
        var select = select(Option.<Object, Object>receive(handle, message -> message).untilDisconnected(),
                Option.receive(new ReceiverHandle<Object>(engine), message -> message),
                Option.receive(new ReceiverHandle<Object>(elsewhere), message -> message));
        engine.victim = Thread.currentThread();
        engine.look = () -> engine.look = () -> { // the second look at the earliest: then the first has seen one leave
            if (handle.lease.isOpen()) {
                handle.lease.close();
            } else {
                elsewhere.offer("message");
            }
        };
        assertEquals("message", select.select());
    }

    /** Both at its first wait, when it may be decided at once, and at a later one, when it is armed first. */
    @Test
    void whoIsWokenAtOnePlaceOnTheWayToAnotherDoesNotWait() {
        var first = LinkedEngine.unbounded();
        var waiter = new SingleWaiter(first, handles.receiver(first), null);
        waiter.another = new FurtherPlace(waiter, engine, handles.receiver(engine), null, 1, false, false, null);
        engine.arrival = first.waiters(Side.RECEIVER)::wakeOne;
        assertSame(waiter, waiter.await(Deadline.NEVER));
        assertSame(waiter, waiter.await(Deadline.NEVER));
        waiter.leave();
        assertTrue(engine.receivers.isEmpty());
        assertTrue(((WaitList) first.waiters(Side.RECEIVER)).isEmpty());
    }

    /** A blocked receive whose thread runs out of something when it has announced itself and is about to park. */
    private Object receiveRunningOut(Engine from, Runnable before) throws InterruptedException {
        var waiter = new AboutToPark(from, handles.receiver(from), self -> {
            before.run();
            throw new OutOfMemoryError("for want of a thread's memory");
        });
        return Blocking.await(waiter, Deadline.NEVER);
    }

    @Test
    void receiverThatIsEndedByAnErrorPassesItsWakeUpOn() throws Exception {
        var channel = LinkedEngine.unbounded();
        var received = new CompletableFuture<>();
        var other = new Thread(() -> {
            try {
                var handle = new ReceiverHandle<>(channel);
                received.complete(Blocking.await(channel, handle.lease, null, Deadline.NEVER));
            } catch (Throwable e) {
                received.completeExceptionally(e);
            }
        });
        assertThrows(OutOfMemoryError.class, () -> receiveRunningOut(channel, () -> {
            other.start();
            while (other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            channel.offer("message"); // wakes the first
        }));
        assertEquals("message", received.get(20, TimeUnit.SECONDS));
        other.join();
        assertTrue(((WaitList) channel.waiters(Side.RECEIVER)).isEmpty());
    }

    @Test
    @Timeout(100)
    void receiverThatRunsOutWhileItGivesWayPassesItsWakeUpOn() throws Exception {
        var channel = LinkedEngine.unbounded();
        var list = (WaitList) channel.waiters(Side.RECEIVER);
        var stopped = new SingleWaiter(channel, handles.receiver(channel), null);
        assertTrue(stopped.announce());
        list.wakeOne();
        assertSame(stopped, stopped.disarm());
        boolean ranOut = false;
        var patience = Deadline.after(Duration.ofSeconds(60));
        while (!ranOut && !patience.isOver()) { // a slow machine may take all its time before it parks once more
            stopped.patience = null;
            var first = receiving(() -> new AboutToPark(channel, handles.receiver(channel), self -> {
                if (!self.isWaiting()) {
                    throw new OutOfMemoryError("while it gives way");
                }
            }));
            var second = receiving(() -> new SingleWaiter(channel, handles.receiver(channel), null));
            channel.offer("message");
            try {
                assertEquals("message", first.get(20, TimeUnit.SECONDS));
                channel.offer("message");
            } catch (ExecutionException e) {
                assertInstanceOf(OutOfMemoryError.class, e.getCause());
                ranOut = true;
            }
            assertEquals("message", second.get(20, TimeUnit.SECONDS));
        }
        stopped.leave();
        assertTrue(list.isEmpty());
        assertEquals(null, stopped.followers);
        assertTrue(ranOut, "never parked in time");
    }

    @Test
    void whoIsStoppedWhileItRetreatsPassesItsWakeUpOn() throws Exception {
        var channel = LinkedEngine.unbounded();
        var list = (WaitList) channel.waiters(Side.RECEIVER);
        var first = receiving(() -> {
            var waiter = new SingleWaiter(engine, handles.receiver(engine), null);
            waiter.another = new FurtherPlace(waiter, channel, handles.receiver(channel), null, 1, false, false, null);
            engine.arrival = () -> {
                if (!waiter.isWaiting()) {
                    engine.arrival = () -> { };
                    throw new StackOverflowError("while it retreats from the first place");
                }
            };
            return waiter;
        });
        var second = receiving(() -> new SingleWaiter(channel, handles.receiver(channel), null));
        channel.offer("message");
        var failure = assertThrows(ExecutionException.class, () -> first.get(20, TimeUnit.SECONDS));
        assertInstanceOf(StackOverflowError.class, failure.getCause());
        assertEquals("message", second.get(20, TimeUnit.SECONDS));
        assertTrue(list.isEmpty());
        assertTrue(engine.receivers.isEmpty());
    }

    /** Waits in a thread that is seen waiting. */
    private static Future<Object> receiving(Supplier<Waiter> waiter) {
        var outcome = new CompletableFuture<>();
        var thread = new Thread(() -> {
            try {
                outcome.complete(Blocking.await(waiter.get(), Deadline.NEVER));
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.WAITING && !outcome.isDone()) {
            Thread.onSpinWait();
        }
        assertFalse(outcome.isDone(), () -> "did not wait: " + outcome);
        return outcome;
    }

    @Test
    void receiverThatIsMetBeforeAnErrorHasReceived() throws Exception {
        var channel = new RendezvousEngine();
        assertEquals("message", receiveRunningOut(channel, () -> assertSame(Engine.SENT, channel.offer("message"))));
    }

    /** A merged channel's waiter stands nowhere when all sources have ended. */
    @Test
    void whoBeginsAnewHasNoRank() throws Exception {
        var source = LinkedEngine.unbounded();
        var merged = new MergeEngine(List.of(new ReceiverHandle<>(source)));
        source.close();
        assertSame(Engine.ENDED, merged.poll());
        var channel = LinkedEngine.unbounded();
        var wokenInVain = new CourteousWaiter(channel, handles.receiver(channel), null) {
            @Override
            Object attempt() {
                spent = true;
                return null;
            }

            @Override
            Waiter again() {
                return new MergeWaiter(merged, handles.receiver(merged));
            }

            @Override
            Object blocker() {
                channel.waiters(Side.RECEIVER).wakeOne();
                return super.blocker();
            }
        };
        assertSame(Engine.ENDED, Blocking.await(wokenInVain, Deadline.NEVER));
    }

    /** As who finds nothing: a receiver may have been stopped by an Error before it woke the sender. */
    @Test
    void whoDoesNotTryLooksWhoWaitsAcross() throws Exception {
        var channel = new SlotEngine();
        var receivers = (WaitList) channel.waiters(Side.RECEIVER);
        var first = new SingleWaiter(channel, handles.receiver(channel), null);
        assertTrue(first.announce());
        var second = new SingleWaiter(channel, handles.receiver(channel), null);
        assertTrue(second.announce());
        assertTrue(channel.casSlot(null, 1)); // its sender wakes the second, since the first was going back to its wait
        var sender = new SingleWaiter(channel, handles.sender(channel), 2);
        assertTrue(sender.announce(), "full");
        assertTrue(channel.casSlot(1, null)); // taken, by one whom an Error stops before it looks who waits
        assertTrue(receivers.wake(second));
        assertEquals(second, second.disarm());
        assertFalse(receivers.giveWay(second, Deadline.NEVER));
        assertFalse(sender.isWaiting(), "it slept beside room");
    }

    /** Somebody was stopped between deciding and unparking, as by a StackOverflowError. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10})
    void wakingThatWasLeftHalfDoneIsCompletedByTheNext(int awakeBefore) throws Exception {
        var channel = LinkedEngine.unbounded();
        var list = (WaitList) channel.waiters(Side.RECEIVER);
        for (int i = 0; i < awakeBefore; i++) {
            var waiter = new SingleWaiter(channel, handles.receiver(channel), null);
            assertTrue(waiter.announce());
            list.wakeOne();
            waiter.patience = CourteousWaiter.SPENT; // nobody is to give way to it here
        }
        var received = new CompletableFuture<>();
        var receiver = new Thread(() -> {
            try {
                received.complete(Blocking.await(
                        channel, handles.receiver(channel), null, Deadline.NEVER));
            } catch (Throwable e) {
                received.completeExceptionally(e);
            }
        });
        receiver.start();
        while (receiver.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        Place place = list.last();
        assertTrue(place.waiter().settle(place));
        channel.offer("message");
        assertEquals("message", received.get(20, TimeUnit.SECONDS));
        receiver.join();
    }

    /** As above, and nobody comes but who closes the handle. */
    @Test
    void wakingThatWasLeftHalfDoneIsCompletedByTheCloseOfTheHandle() throws Exception {
        var channel = LinkedEngine.unbounded();
        var list = (WaitList) channel.waiters(Side.RECEIVER);
        var handle = new ReceiverHandle<>(channel);
        var outcome = new CompletableFuture<>();
        var receiver = new Thread(() -> {
            try {
                outcome.complete(Blocking.await(channel, handle.lease, null, Deadline.NEVER));
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        receiver.start();
        while (receiver.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        Place place = list.first();
        assertTrue(place.waiter().settle(place));
        assertTrue(handle.lease.close());
        list.wakeAllOf(handle.lease);
        assertSame(Blocking.CLOSED, outcome.get(20, TimeUnit.SECONDS));
        receiver.join();
    }
}
