package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who closes a handle looks for its waiters only if it has some. */
class LeaseTest {
    private final KeptHandles handles = new KeptHandles();

    static Stream<Engine> engines() {
        return Stream.of(LinkedEngine.unbounded(), LinkedEngine.bounded(5), new SlotEngine(), new RendezvousEngine());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aHandleHasWaitersUntilTheirOperationsAreOver(Engine engine) {
        Lease lease = handles.receiver(engine);
        Lease other = handles.receiver(engine);
        Waiter first = engine.waiter(lease, null);
        assertTrue(lease.hasWaiters(), "before it can be found");
        assertSame(engine, lease.held());
        assertTrue(first.announce());
        Waiter second = engine.waiter(lease, null);
        assertTrue(second.announce());
        assertNull(first.disarm());
        first.leave();
        assertTrue(lease.hasWaiters());
        assertSame(engine, lease.held(), "for the second one");
        assertNull(second.disarm());
        assertTrue(second.announce(), "once more");
        assertTrue(lease.hasWaiters());
        assertNull(second.disarm());
        second.leave();
        assertFalse(lease.hasWaiters());
        assertNull(lease.held());
        assertFalse(other.hasWaiters());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whoWaitsForTheEndHoldsTheChannel(Engine engine) {
        Lease lease = handles.receiver(engine);
        Waiter waiter = engine.farewell().waiter(lease, null);
        assertSame(engine, lease.held());
        waiter.leave();
        assertNull(lease.held());
    }

    @Test
    void whoWasMetHasLeft() {
        var engine = new RendezvousEngine();
        Lease lease = handles.receiver(engine);
        var waiter = MeetingWaiter.of(engine, lease, null);
        assertTrue(waiter.announce());
        assertSame(Engine.SENT, engine.offer("a"));
        assertEquals("a", waiter.met(waiter.disarm()));
        waiter.leave();
        assertFalse(lease.hasWaiters());
    }

    @Test
    void eachHandleOfASelectHasAWaiter() throws InterruptedException {
        var receiver = new ReceiverHandle<Object>(new RendezvousEngine());
        var sender = new BoundedSenderHandle<Object>(new RendezvousEngine());
        var run = new SelectWaiter.Run(
                Chooser.of(new Option<?>[] {Option.receive(receiver, message -> message),
                    Option.send(sender, "a", () -> "sent")}, true), null);
        Waiter waiter = SelectWaiter.of(run);
        assertTrue(receiver.lease.hasWaiters());
        assertTrue(sender.lease.hasWaiters());
        assertNull(Blocking.await(waiter, Deadline.after(Duration.ZERO)));
        assertFalse(receiver.lease.hasWaiters());
        assertFalse(sender.lease.hasWaiters());
        receiver.close();
        sender.close();
    }

    @Test
    void aMergedReceiverHasAWaiterInEachSource() {
        List<ReceiverHandle<?>> sources = List.of(
                new ReceiverHandle<>(new RendezvousEngine()), new ReceiverHandle<>(LinkedEngine.unbounded()));
        var merged = new MergeEngine(sources);
        Lease lease = handles.receiver(merged);
        Waiter waiter = merged.waiter(lease, null);
        assertSame(merged, lease.held(), "not the sources, which may have ended");
        assertTrue(waiter.announce());
        Waiter second = merged.waiter(handles.receiver(merged), null);
        assertTrue(second.announce());
        assertTrue(waiter.isFirstAnywhere());
        assertFalse(second.isFirstAnywhere());
        assertTrue(lease.close());
        merged.closed(lease);
        assertFalse(waiter.isWaiting());
        assertTrue(second.isWaiting());
        waiter.disarm();
        waiter.leave();
        assertFalse(lease.hasWaiters());
        sources.forEach(ReceiverHandle::close);
    }

    /** An Error stops the thread while it leaves: the place is let go of all the same. */
    @Test
    void whoCouldNotLeaveItsLineIsCountedNoMore() {
        var engine = new BareEngine() {
            boolean failing;

            @Override
            Waiters waiters(Side side) {
                if (failing) {
                    throw new StackOverflowError("while it leaves");
                }
                return receivers;
            }
        };
        Lease lease = handles.receiver(engine);
        Waiter waiter = engine.waiter(lease, null);
        assertTrue(waiter.announce());
        assertNull(waiter.disarm());
        engine.failing = true;
        assertThrows(StackOverflowError.class, waiter::leave);
        engine.failing = false;
        assertFalse(lease.hasWaiters());
    }

    @Test
    void whoClosesAHandleLooksForItsWaitersAlone() {
        var engine = new BareEngine() {
            int looks;

            @Override
            Waiters waiters(Side side) {
                looks++;
                return receivers;
            }
        };
        Lease idle = handles.receiver(engine);
        Lease used = handles.receiver(engine);
        Waiter waiter = engine.waiter(used, null);
        assertTrue(waiter.announce());
        int before = engine.looks;
        assertTrue(idle.close());
        engine.closed(idle);
        assertEquals(before, engine.looks);
        assertTrue(used.close());
        engine.closed(used);
        assertSame(waiter, waiter.disarm());
        waiter.leave();
    }
}
