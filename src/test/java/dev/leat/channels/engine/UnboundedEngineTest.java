package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The steps of the unbounded engine's protocols, taken one at a time, so that each interleaving is what it is said to be. */
class UnboundedEngineTest {
    private final UnboundedEngine engine = new UnboundedEngine();

    /** A send that stands still between its claim and its publication. */
    private final class SlowSend {
        final Segment start = engine.tailSegment;
        final long claimed = engine.claim();

        boolean publish(Object message) {
            return engine.publish(start, UnboundedFields.Tail.index(claimed), message);
        }
    }

    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            assertTrue(engine.send(i));
        }
    }

    private void poll(int from, int to) {
        for (int i = from; i < to; i++) {
            assertEquals(i, engine.poll());
        }
    }

    @Test
    void messagesComeOutInOrderAcrossSegments() {
        send(0, 1000);
        assertEquals(1000, engine.size());
        poll(0, 1000);
        assertNull(engine.poll());
        assertEquals(0, engine.size());
    }

    @Test
    void slowSendIsCountedUntilItsCellIsBroken() {
        var slow = new SlowSend();
        assertEquals(1, engine.size());
        assertTrue(engine.canReceive());
        assertFalse(engine.mayReceive());
        assertNull(engine.poll());
        assertEquals(0, engine.size());
        assertFalse(engine.canReceive());
        assertFalse(slow.publish("late"));
        assertNull(engine.poll());
    }

    @Test
    void slowSendHoldsUpNobodyBehindIt() {
        var slow = new SlowSend();
        send(0, 3);
        poll(0, 3);
        assertFalse(slow.publish("late"));
        assertTrue(engine.send("again"));
        assertEquals("again", engine.poll());
    }

    @Test
    void sendThatIsSlowButNotTooSlowKeepsItsPlace() {
        var slow = new SlowSend();
        send(1, 3);
        assertTrue(slow.publish(0));
        poll(0, 3);
    }

    @Test
    void cellsWhoseSegmentIsNotThereYetAreBrokenToo() {
        var slow = new SlowSend[50]; // more than the first segment, and nobody appends the second
        for (int i = 0; i < slow.length; i++) {
            slow[i] = new SlowSend();
        }
        assertNull(engine.poll());
        assertEquals(0, engine.size());
        for (var send : slow) {
            assertFalse(send.publish("late"));
        }
        send(0, 200);
        poll(0, 200);
    }

    @Test
    void slowSendAppendsTheSegmentsOfItsCell() {
        for (int i = 0; i < 40; i++) {
            engine.claim();
        }
        assertTrue(new SlowSend().publish("in the third segment"));
        assertEquals("in the third segment", engine.poll());
    }

    @Test
    void sendThatStartsFromAPassedSegmentGoesOnFromTheHead() {
        var start = engine.tailSegment;
        send(0, 500);
        poll(0, 499);
        assertSame(start, start.next(), "the first segment is unlinked");
        long claimed = engine.claim();
        assertTrue(engine.publish(start, UnboundedFields.Tail.index(claimed), 500));
        poll(499, 501);
    }

    @Test
    void sendWhoseCellWasPassedWithItsSegmentFindsNothing() {
        var slow = new SlowSend();
        send(0, 500);
        poll(0, 500);
        assertFalse(slow.publish("late"));
    }

    @Test
    void tailSegmentLeftBehindIsCaughtUpWith() {
        var first = engine.tailSegment;
        send(0, 500);
        poll(0, 500);
        engine.tailSegment = first; // as if the sender that appended had not come to move it
        send(500, 501);
        poll(500, 501);
        assertTrue(engine.tailSegment.base > first.base);
    }

    @Test
    void passedSegmentsReferToNothing() {
        var first = engine.headSegment;
        send(0, 8);
        poll(0, 8);
        for (var cell : first.cells) {
            assertNull(cell);
        }
        send(8, 9);
        poll(8, 9);
        assertSame(first, first.next());
        assertNotSame(first, engine.headSegment);
        assertNotSame(first, engine.tailSegment);
    }

    @Test
    void segmentsGrowAndThenStayAsTheyAre() {
        send(0, 8 + 32 + 128 + 1);
        var s = engine.headSegment;
        for (int length : new int[] {8, 32, 128, 128}) {
            assertEquals(length, s.cells.length);
            s = s.next();
        }
        assertNull(s);
    }

    @Test
    void endOfSendersComesAfterWhatIsQueued() {
        send(0, 10);
        engine.endSenders();
        assertTrue(engine.isClosed());
        assertFalse(engine.send("late"));
        assertEquals(10, engine.size(), "the refused send does not count");
        poll(0, 10);
        assertSame(Engine.ENDED, engine.poll());
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void sendClaimedBeforeTheEndIsReceivedIfItIsPublishedInTime() {
        var slow = new SlowSend();
        engine.endSenders();
        assertTrue(slow.publish("claimed before"));
        assertEquals("claimed before", engine.poll());
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void sendClaimedBeforeTheEndIsRefusedIfItIsTooSlow() {
        var slow = new SlowSend();
        engine.endSenders();
        assertSame(Engine.ENDED, engine.poll());
        assertFalse(slow.publish("late"));
        assertFalse(engine.send("late"));
    }

    @Test
    void receiverNeedsNoRecordOfWhereTheMessagesEnd() {
        send(0, 3);
        engine.setClosed(); // and the closer is suspended before it records the end
        var late = engine.claim();
        assertTrue(UnboundedFields.Tail.isClosed(late));
        poll(0, 3);
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void recordedEndHidesLateClaims() {
        send(0, 3);
        engine.endSenders();
        engine.claim();
        assertEquals(3, engine.size());
        poll(0, 3);
        assertEquals(0, engine.size());
        long head = engine.head;
        assertSame(Engine.ENDED, engine.poll());
        assertEquals(head, engine.head, "no cell was broken to find the end");
    }

    @Test
    void endOfReceiversDiscardsWhatIsQueuedAndRefusesWhatIsSlow() {
        send(0, 300);
        var slow = new SlowSend();
        send(300, 400);
        engine.endReceivers();
        assertEquals(0, engine.size());
        assertFalse(slow.publish("late"));
        assertFalse(engine.send("late"));
        for (var s = engine.headSegment; s != null; s = s.next()) {
            for (var cell : s.cells) {
                assertTrue(cell == null || cell == Segment.BROKEN);
            }
        }
    }

    @Test
    void sizeBeyondAnIntIsTheLargestInt() {
        engine.tail = 1L << 40;
        assertEquals(Integer.MAX_VALUE, engine.size());
    }

    @Test
    void sizeIsNeverNegative() {
        send(0, 2);
        engine.setClosed();
        engine.claim();
        poll(0, 2);
        assertSame(Engine.ENDED, engine.poll()); // breaks the late cell: head is behind the end then
        engine.end = 2;
        assertEquals(0, engine.size());
    }
}
