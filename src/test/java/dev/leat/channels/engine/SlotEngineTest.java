package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.leat.channels.Channels;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The slot, one step at a time, in one thread: nobody parks. */
class SlotEngineTest {
    private final KeptHandles handles = new KeptHandles();
    private final SlotEngine engine = new SlotEngine();

    private void assertHolds(Object message) {
        assertEquals(message == null ? 0 : 1, engine.size());
        assertEquals(engine.size(), engine.ready());
        assertEquals(message != null, engine.isReady(Side.RECEIVER));
        assertEquals(message == null, engine.isReady(Side.SENDER));
    }

    /** What happens between the messages, changes nothing of it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thereIsRoomForOneMessage(boolean stamps) {
        for (int i = 0; i < 3; i++) {
            assertNull(engine.poll());
            assertHolds(null);
            stamp(stamps);
            assertSame(Engine.SENT, engine.offer(i));
            assertHolds(i);
            stamp(stamps);
            assertHolds(i);
            assertNull(engine.offer("no room"));
            assertEquals(i, engine.poll());
        }
        assertFalse(engine.isClosed());
        assertEquals(1, engine.capacity());
        assertTrue(engine.isBounded());
    }

    private void stamp(boolean stamps) {
        if (stamps) {
            assertEquals(engine.stamp(), engine.stamp(), "nothing has happened");
        }
    }

    @Test
    void stampsTellTwoMomentsApartThatLookTheSame() {
        Object empty = engine.stamp();
        engine.offer("a");
        Object full = engine.stamp();
        assertNotEquals(empty, full);
        engine.poll();
        Object emptyAgain = engine.stamp();
        assertNotEquals(empty, emptyAgain);
        engine.offer("a");
        assertNotEquals(full, engine.stamp());
        assertEquals(engine.stamp(), engine.stamp());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theEndLiesBehindTheMessage(boolean stamps) {
        engine.offer("last");
        stamp(stamps);
        engine.close();
        assertTrue(engine.isClosed());
        assertEquals(1, engine.size());
        assertTrue(engine.isReady(Side.RECEIVER));
        assertTrue(engine.isReady(Side.SENDER), "to be told");
        assertSame(Engine.ENDED, engine.offer("late"));
        stamp(stamps);
        engine.close();
        assertEquals("last", engine.poll());
        assertSame(Engine.ENDED, engine.poll());
        assertSame(Engine.ENDED, engine.offer("late"));
        assertTrue(engine.isReady(Side.RECEIVER) && engine.isReady(Side.SENDER));
        assertEquals(0, engine.size());
        stamp(stamps);
        engine.close();
        assertSame(Engine.ENDED, engine.poll());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theEndOfAnEmptyChannel(boolean stamps) {
        stamp(stamps);
        engine.close();
        assertTrue(engine.isClosed());
        assertEquals(0, engine.size());
        assertSame(Engine.ENDED, engine.poll());
        assertSame(Engine.ENDED, engine.offer("late"));
    }

    @Test
    void aSecondCloserTakesAnotherMark() {
        engine.offer("last");
        assertNotNull(engine.spare.getAndSet(null), "a closer of the other side has taken it");
        engine.close();
        assertEquals("last", engine.poll());
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void theMarkIsTakenByOneCloser() {
        engine.offer("last");
        engine.close();
        assertNull(engine.spare.get());
    }

    @Test
    void closingNeedsNoMemory() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int i = 0; i < 3; i++) { // the first ones load and link code
            var full = new SlotEngine();
            full.offer("last");
            long before = threads.getCurrentThreadAllocatedBytes();
            full.close();
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }

    @Test
    void aChannelOfCapacity1HasThisEngineAndOthersHaveNot() {
        assertSame(RendezvousEngine.class, engineOf(0));
        assertSame(SlotEngine.class, engineOf(1));
        assertSame(LinkedEngine.class, engineOf(2));
    }

    private static Class<?> engineOf(int capacity) {
        var channel = Channels.bounded(capacity);
        try (var sender = (BoundedSenderHandle<?>) channel.sender(); var receiver = channel.receiver()) {
            assertEquals(capacity, receiver.capacity());
            return sender.engine.getClass();
        }
    }

    @Test
    void whatIsLeftIsHandedOut() {
        List<Object> left = new ArrayList<>();
        engine.furnish(null, left::add);
        engine.offer("left");
        engine.close();
        engine.discard();
        engine.discard();
        assertEquals(List.of("left"), left);
    }

    @Test
    void aMessageThatWasReceivedIsNotKept() {
        var message = new Object();
        engine.offer(message);
        var reference = new WeakReference<>(message);
        message = null;
        engine.stamp();
        engine.close();
        assertSame(reference.get(), engine.poll());
        for (int i = 0; !reference.refersTo(null); i++) {
            assertTrue(i < 1_000, "is still there");
            System.gc();
        }
    }

    @Test
    void whoWaitsIsWoken() {
        var receiver = new SingleWaiter(engine, handles.receiver(engine), null);
        assertTrue(receiver.announce());
        engine.offer("a");
        assertSame(receiver, receiver.disarm());
        assertEquals("a", receiver.attempt());
        receiver.leave();

        engine.offer("b");
        var sender = new SingleWaiter(engine, handles.sender(engine), "c");
        assertTrue(sender.announce());
        assertEquals("b", engine.poll());
        assertSame(sender, sender.disarm());
        assertSame(Engine.SENT, sender.attempt());
        sender.leave();
        assertEquals("c", engine.poll());
    }

    /** An Error, say for want of stack, may end an operation after its deed and before it has woken anybody. */
    @Test
    void whoFindsNothingOrNoRoomWakesForAnotherWhoWasStopped() {
        engine.offer("message");
        var sender = new SingleWaiter(engine, handles.sender(engine), "next");
        assertTrue(sender.announce());
        assertTrue(engine.casSlot("message", null), "took it, and was stopped");
        assertTrue(sender.isWaiting());
        assertNull(engine.poll());
        assertFalse(sender.isWaiting());
        sender.disarm();
        sender.leave();

        var receiver = new SingleWaiter(engine, handles.receiver(engine), null);
        assertTrue(receiver.announce());
        assertTrue(engine.casSlot(null, "message"), "filled it, and was stopped");
        assertTrue(receiver.isWaiting());
        assertNull(engine.offer("no room"));
        assertFalse(receiver.isWaiting());
        receiver.disarm();
        receiver.leave();
    }
}
