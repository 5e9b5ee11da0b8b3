package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Channels;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operation that is stopped after half of its steps, which are done by hand here, while another thread waits: that one
 * uses no processor meanwhile, is served as soon as somebody else comes, and misses nothing.
 */
@Timeout(60)
class StalledStepTest {
    private final KeptHandles handles = new KeptHandles();
    private FutureTask<Object> result;
    private Thread waiting;

    /** Starts a thread that waits. */
    private void waits(Callable<Object> body) {
        result = new FutureTask<>(body);
        waiting = new Thread(result);
        waiting.setDaemon(true);
        waiting.start();
        awaitParked();
    }

    private void awaitParked() {
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private Object result() throws Exception {
        return result.get(30, TimeUnit.SECONDS);
    }

    private List<Object> receive(Engine engine, int messages) throws InterruptedException {
        var lease = handles.receiver(engine);
        var received = new ArrayList<>();
        while (received.size() < messages) {
            Object message = engine.poll();
            received.add(message != null ? message : Blocking.await(engine, lease, null, Deadline.NEVER));
        }
        return received;
    }

    private Object send(Engine engine, Object message) throws InterruptedException {
        return Blocking.await(engine, handles.sender(engine), message, Deadline.NEVER);
    }

    @SuppressWarnings("deprecation") // threadId() is there from JDK 19 on only
    private void assertIdle() throws InterruptedException {
        var threads = ManagementFactory.getThreadMXBean();
        awaitParked();
        long before = threads.getThreadCpuTime(waiting.getId());
        try (var pause = Channels.after(Duration.ofMillis(500))) {
            pause.receive();
        }
        long used = threads.getThreadCpuTime(waiting.getId()) - before;
        assertTrue(used < 5_000_000, () -> used + " ns of processor time within half a second");
    }

    /** A receiver that was woken does not act. The next one takes its message too, in order. */
    @Test
    void receiverIsStoppedWhenItWasWoken() throws Exception {
        var engine = LinkedEngine.unbounded();
        var stopped = new SingleWaiter(engine, handles.receiver(engine), null);
        assertTrue(stopped.announce());
        waits(() -> receive(engine, 3));
        engine.offer(1);
        assertTrue(!stopped.isWaiting(), "it was woken");
        assertIdle();
        engine.offer(2);
        engine.offer(3);
        assertEquals(List.of(1, 2, 3), result());
        assertSame(stopped, stopped.disarm());
        assertNull(stopped.attempt(), "and nothing is doubled when it goes on");
        stopped.leave();
    }

    static Stream<Engine> ofCapacity1() {
        return Stream.of(LinkedEngine.bounded(1), new SlotEngine());
    }

    /** A sender that was woken does not act. The next one has its room. */
    @ParameterizedTest
    @MethodSource("ofCapacity1")
    void senderIsStoppedWhenItWasWoken(Engine engine) throws Exception {
        engine.offer(1);
        var stopped = new SingleWaiter(engine, handles.sender(engine), 2);
        assertTrue(stopped.announce());
        waits(() -> send(engine, 3));
        assertEquals(1, engine.poll());
        assertTrue(!stopped.isWaiting(), "it was woken");
        assertIdle();
        assertSame(Engine.SENT, engine.offer(4));
        assertEquals(4, engine.poll());
        assertSame(Engine.SENT, result());
        assertSame(stopped, stopped.disarm());
        assertNull(stopped.attempt(), "there is no room when it goes on");
        assertEquals(3, engine.poll());
        assertSame(Engine.SENT, stopped.attempt());
        stopped.leave();
        assertEquals(2, engine.poll());
    }

    /** A closer has decided a wait at a rendezvous, and has not unparked the thread. The next one that closes does that. */
    @Test
    void closerIsStoppedBeforeItHasToldWhoWaits() throws Exception {
        var engine = new RendezvousEngine();
        waits(() -> Blocking.await(engine, handles.receiver(engine), null, Deadline.NEVER));
        decideAndTellNobody(engine);
        engine.close();
        assertSame(Engine.ENDED, result());
    }

    @Test
    void closerOfAHandleIsStoppedBeforeItHasToldWhoWaits() throws Exception {
        var engine = new RendezvousEngine();
        var lease = handles.receiver(engine);
        waits(() -> Blocking.await(engine, lease, null, Deadline.NEVER));
        decideAndTellNobody(engine);
        assertTrue(lease.close());
        engine.closed(lease);
        assertSame(Blocking.CLOSED, result());
    }

    /** Somebody behind leaves, and so unlinks the place of one who was met and not told. */
    @Test
    void senderIsStoppedBeforeItHasToldWhomItMet() throws Exception {
        var engine = new RendezvousEngine();
        waits(() -> Blocking.await(engine, handles.receiver(engine), null, Deadline.NEVER));
        var other = engine.waiter(handles.receiver(engine), null);
        assertTrue(other.announce());
        assertTrue(engine.line.first().waiter().settle("met"));
        assertNull(other.disarm());
        other.leave();
        assertSame("met", result());
    }

    private static void decideAndTellNobody(RendezvousEngine engine) {
        Place place = engine.line.first();
        assertTrue(place.waiter().settle(place));
    }

    /** A sender has filled its cell; it has not moved the hint, nor looked who waits. */
    @Test
    void senderIsStoppedWhenItHasPublished() throws Exception {
        for (var engine : List.of(LinkedEngine.unbounded(), LinkedEngine.bounded(16))) {
            waits(() -> receive(engine, 2));
            assertTrue(engine.tailSegment.isEmpty(engine.tailSegment.fill(0, 1)));
            assertIdle();
            engine.offer(2);
            assertEquals(List.of(1, 2), result());
            engine.setTail(1); // it goes on
            assertSame(Engine.SENT, engine.offer(3));
            assertEquals(3, engine.poll());
        }
    }

    /** A receiver has moved the head; it has not marked its cell, nor looked who waits. */
    @Test
    void receiverIsStoppedWhenItHasTaken() throws Exception {
        var engine = LinkedEngine.bounded(1);
        engine.offer(1);
        waits(() -> send(engine, 3));
        Segment segment = engine.headSegment;
        assertTrue(engine.casHead(0, 1));
        assertIdle();
        assertNull(engine.poll());
        assertSame(Engine.SENT, result(), "served by who found nothing");
        assertNull(engine.offer(4));
        segment.take(0); // it goes on
        assertEquals(3, engine.poll());
        assertNull(engine.poll());
    }

    /** A sender, and then a receiver, has changed the slot; it has not looked who waits. */
    @Test
    void oneIsStoppedWhenItHasChangedTheSlot() throws Exception {
        var engine = new SlotEngine();
        waits(() -> receive(engine, 1));
        assertTrue(engine.casSlot(null, 1));
        assertIdle();
        assertNull(engine.offer(2), "wakes the receiver");
        assertEquals(List.of(1), result());

        engine.offer(3);
        waits(() -> send(engine, 4));
        assertTrue(engine.casSlot(3, null));
        assertIdle();
        assertNull(engine.poll(), "wakes the sender");
        assertSame(Engine.SENT, result());
        assertEquals(4, engine.poll());
    }

    /** One that offers does not look at its offer, which is taken; others meet in the line, and it goes on. */
    @Test
    void oneIsStoppedWhenItHasOffered() throws Exception {
        var engine = new RendezvousEngine();
        OfferSlot slot = engine.offers.begin(1);
        assertEquals(1, engine.poll());
        waits(() -> send(engine, 2));
        assertIdle();
        assertEquals(2, engine.poll());
        assertSame(Engine.SENT, result());
        waits(() -> receive(engine, 1));
        assertIdle();
        assertSame(Engine.SENT, engine.offer(3));
        assertEquals(List.of(3), result());
        assertSame(Engine.SENT, slot.end(1));
    }

    /** One that was met does not act: its operation is done all the same, and others are met behind it. */
    @Test
    void oneIsStoppedWhenItWasMet() throws Exception {
        var engine = new RendezvousEngine();
        var stopped = MeetingWaiter.of(engine, handles.receiver(engine), null);
        assertTrue(stopped.announce());
        waits(() -> receive(engine, 1));
        assertSame(Engine.SENT, engine.offer(1));
        assertIdle();
        assertSame(Engine.SENT, engine.offer(2));
        assertEquals(List.of(2), result());
        assertEquals(1, stopped.disarm());
        stopped.leave();
    }
}
