package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/**
 * The engine, one step at a time: states that otherwise only slow threads leave behind are made by hand, so that each
 * interleaving is what it is said to be.
 */
class LinkedEngineTest {
    private static final int FIRST_SEGMENT = 8;

    private final KeptHandles handles = new KeptHandles();
    private LinkedEngine engine = LinkedEngine.unbounded();

    private void send(int from, int to) {
        for (int i = from; i < to; i++) {
            assertSame(Engine.SENT, engine.offer(i));
        }
    }

    private void poll(int from, int to) {
        for (int i = from; i < to; i++) {
            assertEquals(i, engine.poll());
        }
    }

    /** The last receiver is closed. */
    private void end() {
        engine.close();
        engine.discard();
    }

    @Test
    void messagesComeOutInOrderAcrossSegments() {
        send(0, 1000);
        assertEquals(1000, engine.size());
        poll(0, 1000);
        assertNull(engine.poll());
        assertEquals(0, engine.size());
    }

    /** An Error, say for want of stack, may end an operation after its deed and before it has woken anybody. */
    @Test
    void whoFindsNothingOrNoRoomWakesForAnotherWhoWasStopped() {
        engine = LinkedEngine.bounded(1);
        send(0, 1);
        var sender = new SingleWaiter(engine, handles.sender(engine), "message");
        assertTrue(sender.announce());
        assertTrue(engine.casHead(0, 1), "took the last message, and was stopped");
        assertTrue(sender.isWaiting());
        assertNull(engine.poll());
        assertFalse(sender.isWaiting());
        sender.disarm();
        sender.leave();

        var receiver = new SingleWaiter(engine, handles.receiver(engine), null);
        assertTrue(receiver.announce());
        var s = engine.tailSegment;
        assertTrue(s.isEmpty(s.fill(1, "the last that has room")), "and was stopped");
        assertTrue(receiver.isWaiting());
        assertNull(engine.offer("no room"));
        assertFalse(receiver.isWaiting());
        receiver.disarm();
        receiver.leave();
    }

    @Test
    void receiverThatHasCaughtUpWithAStreamRests() {
        send(0, 8);
        poll(0, 8);
        assertEquals(64, engine.rest(Side.RECEIVER));
        assertEquals(0, engine.rest(Side.RECEIVER), "nothing came since");
        send(0, 7);
        poll(0, 7);
        assertEquals(0, engine.rest(Side.RECEIVER), "no stream");
    }

    @Test
    void senderThatFindsTheChannelFullRests() {
        engine = LinkedEngine.bounded(128);
        send(0, 128);
        assertEquals(32, engine.rest(Side.SENDER));
        assertEquals(32, engine.rest(Side.SENDER), "each time");
    }

    @Test
    void restsGrowWithTheCapacityButNotBeyondTheSpins() {
        engine = LinkedEngine.bounded(600);
        send(0, 600);
        assertEquals(150, engine.rest(Side.SENDER));
        poll(0, 600);
        assertEquals(64, engine.rest(Side.RECEIVER));
        engine = LinkedEngine.bounded(320);
        send(0, 320);
        assertEquals(80, engine.rest(Side.SENDER));
        poll(0, 320);
        assertEquals(40, engine.rest(Side.RECEIVER));
        engine = LinkedEngine.bounded(Integer.MAX_VALUE);
        int longest = engine.rest(Side.SENDER);
        assertEquals(200, longest);
        for (int i = 0; i < 100; i++) {
            engine.patience.learn(true);
        }
        assertTrue(longest < engine.patience.spins(), "else it would be left out always");
    }

    @Test
    void inASmallChannelNobodyRestsForLong() {
        for (int capacity : new int[] {1, 2, 7, 16}) {
            engine = LinkedEngine.bounded(capacity);
            send(0, capacity);
            assertEquals(capacity / 2, engine.rest(Side.SENDER));
            poll(0, capacity);
            assertEquals(capacity < 8 ? 0 : capacity / 2, engine.rest(Side.RECEIVER));
        }
    }

    /** Its hint may be before the tail segment, or at the segment's last cell, or at one that another sender has filled. */
    @Test
    void senderThatDoesNotFindAnEmptyCellAtTheHintLooksForOne() {
        send(0, FIRST_SEGMENT + 1);
        engine.setTail(FIRST_SEGMENT - 1);
        send(FIRST_SEGMENT + 1, FIRST_SEGMENT + 2);
        engine.setTail(FIRST_SEGMENT);
        send(FIRST_SEGMENT + 2, 100);
        poll(0, 100);
        assertNull(engine.poll());
    }

    @Test
    void emptyAtTheEndOfASegmentIsEmpty() {
        send(0, FIRST_SEGMENT);
        poll(0, FIRST_SEGMENT);
        assertFalse(engine.isReady(Side.RECEIVER), "the next segment is there, but empty");
        assertNull(engine.poll());
        assertFalse(engine.isReady(Side.RECEIVER));
        assertEquals(0, engine.size());
        send(8, 9);
        assertTrue(engine.isReady(Side.RECEIVER));
        poll(8, 9);
    }

    @Test
    void thereIsAlwaysACellForTheMark() {
        send(0, FIRST_SEGMENT - 1);
        assertNull(engine.tailSegment.next());
        send(FIRST_SEGMENT - 1, FIRST_SEGMENT);
        var next = engine.tailSegment.next();
        engine.close();
        assertSame(next, engine.tailSegment);
        assertNull(next.next());
    }

    @Test
    void markInTheLastCellNeedsNoNextSegment() {
        send(0, FIRST_SEGMENT - 1);
        engine.close();
        assertNull(engine.tailSegment.next());
        poll(0, FIRST_SEGMENT - 1);
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void endIsKnownToWhoLooksOnceSomebodyWasToldOfIt() {
        engine.close();
        engine.closed = false; // the closer is suspended after it put the mark
        assertSame(Engine.ENDED, engine.poll());
        assertTrue(engine.isClosed());
        engine.closed = false;
        assertSame(Engine.ENDED, engine.offer("late"));
        assertTrue(engine.isClosed());
    }

    @Test
    void hintThatWasSetBackIsWalkedOver() {
        send(0, 20);
        engine.setTail(3); // by a sender that filled cell 2 long ago
        assertEquals(20, engine.size());
        send(20, 21);
        assertEquals(21, engine.size());
        poll(0, 21);
    }

    @Test
    void takenCellsAreNotRoom() {
        send(0, 5);
        poll(0, 5);
        engine.setTail(0);
        assertEquals(0, engine.size());
        send(5, 6);
        assertEquals(1, engine.size());
        poll(5, 6);
    }

    @Test
    void senderThatStartsFromAnUnlinkedSegmentGoesOnFromTheHead() {
        var first = engine.tailSegment;
        send(0, 500);
        poll(0, 499);
        assertSame(first, first.next());
        engine.tailSegment = first; // as the slow sender read it
        engine.setTail(3);
        send(500, 501);
        assertNotSame(first, engine.tailSegment);
        poll(499, 501);
        assertNull(engine.poll());
    }

    @Test
    void sizeIsRightWhenTheTailSegmentIsUnlinked() {
        var first = engine.tailSegment;
        send(0, 500);
        poll(0, 400);
        engine.tailSegment = first;
        engine.setTail(3);
        assertEquals(100, engine.size());
    }

    @Test
    void passedSegmentsHoldNoMessagesAndLeadNowhere() {
        var first = engine.headSegment;
        send(0, FIRST_SEGMENT);
        poll(0, FIRST_SEGMENT);
        for (var cell : first.cells) {
            assertSame(first.cells, cell);
        }
        send(8, 9);
        poll(8, 9);
        assertSame(first, first.next());
        assertNotSame(first, engine.headSegment);
        assertNotSame(first, engine.tailSegment);
    }

    @Test
    void segmentsGrowAndThenStayAsTheyAre() {
        send(0, FIRST_SEGMENT + 32 + 128 + 1);
        var s = engine.headSegment;
        for (int length : new int[] {FIRST_SEGMENT, 32, 128, 128}) {
            assertEquals(length, s.cells.length);
            s = s.next();
        }
        assertNull(s);
    }

    @Test
    void endOfSendersComesAfterWhatIsQueued() {
        send(0, 10);
        assertFalse(engine.isClosed());
        engine.close();
        assertTrue(engine.isClosed());
        assertSame(Engine.ENDED, engine.offer("late"));
        assertEquals(10, engine.size(), "neither the mark nor the refused message counts");
        poll(0, 10);
        assertTrue(engine.isReady(Side.RECEIVER));
        assertSame(Engine.ENDED, engine.poll());
        assertSame(Engine.ENDED, engine.poll());
        assertEquals(0, engine.size());
    }

    @Test
    void endAtTheEndOfASegmentIsFoundInTheNext() {
        send(0, FIRST_SEGMENT);
        engine.close();
        assertSame(Engine.ENDED, engine.offer("late"));
        assertEquals(FIRST_SEGMENT, engine.size());
        poll(0, FIRST_SEGMENT);
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void endOfReceiversDiscardsWhatIsQueued() {
        send(0, 300);
        var s = engine.headSegment;
        end();
        assertEquals(0, engine.size());
        assertSame(Engine.ENDED, engine.offer("late"));
        assertSame(Engine.ENDED, engine.poll());
        assertSame(s, s.next());
        s = engine.headSegment;
        assertNull(s.next());
        for (int i = 0; i < s.cells.length; i++) {
            assertEquals(s.base + i < 300, s.get(i) == s.cells);
        }
    }

    @Test
    void secondEndChangesNothing() {
        send(0, 3);
        engine.close();
        end();
        assertSame(Engine.ENDED, engine.poll());
        assertEquals(0, engine.size());
        assertEquals(3, engine.head);
    }

    @Test
    void sizeBeyondAnIntIsTheLargestInt() {
        send(0, 3);
        engine.head = -(1L << 40);
        assertEquals(Integer.MAX_VALUE, engine.size());
    }

    @Test
    void boundedIsFullExactlyAtItsCapacity() {
        for (int capacity : new int[] {1, 2, 7, 8, 9, 1000}) {
            engine = LinkedEngine.bounded(capacity);
            for (int round = 0; round < 3; round++) {
                assertTrue(engine.isReady(Side.SENDER));
                send(0, capacity);
                assertNull(engine.offer("too much"));
                assertFalse(engine.isReady(Side.SENDER));
                assertEquals(capacity, engine.size());
                poll(0, 1);
                assertTrue(engine.isReady(Side.SENDER));
                send(capacity, capacity + 1);
                assertNull(engine.offer("too much"));
                poll(1, capacity + 1);
                assertNull(engine.poll());
            }
        }
    }

    @Test
    void boundedCountsRoomFromTheHeadNotFromTheHint() {
        engine = LinkedEngine.bounded(4);
        send(0, 4);
        engine.setTail(0);
        assertNull(engine.offer("too much"));
        poll(0, 2);
        engine.setTail(1);
        send(4, 6);
        assertNull(engine.offer("too much"));
        poll(2, 6);
    }

    @Test
    void fullChannelThatIsClosedRefuses() {
        engine = LinkedEngine.bounded(2);
        send(0, 2);
        engine.close();
        assertTrue(engine.isReady(Side.SENDER));
        assertSame(Engine.ENDED, engine.offer("late"));
        assertEquals(2, engine.size());
        poll(0, 2);
        assertSame(Engine.ENDED, engine.offer("late"));
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void largestCapacityCostsNothingByItself() {
        engine = LinkedEngine.bounded(Integer.MAX_VALUE);
        send(0, 1000);
        assertEquals(Integer.MAX_VALUE, engine.capacity());
        poll(0, 1000);
    }

    /** Makes a bounded channel whose segments have grown to the size of which they are used again. */
    private void boundedAtLargeSegments(int capacity) {
        engine = LinkedEngine.bounded(capacity);
        while (engine.headSegment.cells.length < Segment.LARGEST) {
            toNextSegment();
        }
    }

    /** Moves the channel on, with one message in it at most, to the start of the next segment. */
    private Segment toNextSegment() {
        var passed = engine.headSegment;
        while (engine.headSegment == passed) {
            send(0, 1);
            poll(0, 1);
        }
        return passed;
    }

    @Test
    void boundedChannelUsesItsCellsAgain() {
        boundedAtLargeSegments(1);
        var cells = new HashSet<Object[]>();
        for (int i = 0; i < 100; i++) {
            cells.add(toNextSegment().cells);
        }
        assertEquals(2, cells.size());
    }

    /** What is taken holds nothing, which no collector has to remember; so nothing must not be what an empty cell holds. */
    @Test
    void cellsThatAreUsedAgainAreNeverEmptyByHoldingNothing() {
        boundedAtLargeSegments(1);
        for (int life = 0; life < 10; life++) {
            assertFalse(engine.headSegment.isEmpty(null));
            assertArrayEquals(new Object[Segment.LARGEST], toNextSegment().cells);
        }
    }

    @Test
    void cellThatIsNotMarkedTakenIsNotUsedAgain() {
        boundedAtLargeSegments(1);
        var passed = passWithACellThatIsNotMarked();
        for (int i = 0; i < 10; i++) {
            assertNotSame(passed.cells, toNextSegment().cells);
        }
    }

    @Test
    void cellThatIsMarkedTakenInTimeIsUsedAgain() {
        boundedAtLargeSegments(1);
        var passed = passWithACellThatIsNotMarked();
        passed.take(1); // the receiver goes on
        toNextSegment();
        assertSame(passed.cells, toNextSegment().cells);
    }

    /** Moves the channel on to the next segment, while a receiver sleeps that has moved the head and not marked its cell. */
    private Segment passWithACellThatIsNotMarked() {
        toNextSegment();
        send(0, 1);
        long h = engine.head;
        assertEquals(engine.headSegment.base + 1, h);
        assertTrue(engine.casHead(h, h + 1));
        return toNextSegment();
    }

    /** What a sender does that saw an empty cell and slept for a whole life of its segment. */
    @Test
    void lateSenderFindsNoEmptyCellInALaterLife() {
        boundedAtLargeSegments(1);
        var early = engine.headSegment;
        Segment late;
        do {
            toNextSegment();
            late = engine.headSegment;
        } while (late.cells != early.cells);
        for (int i = 0; i < Segment.LARGEST; i++) {
            assertFalse(early.isEmpty(early.fill(i, "too late")));
        }
        assertSame(early, early.next());
        assertSame(Engine.SENT, engine.offer("in time"));
        assertEquals("in time", engine.poll());
        assertNull(engine.poll());
    }

    /** A receiver that slept between reading the head and the cell may read the mark of the end in a later life. */
    @Test
    void endInALaterLifeIsNoEnd() {
        boundedAtLargeSegments(1000);
        var early = engine.headSegment;
        long index = engine.head;
        do {
            toNextSegment();
        } while (engine.headSegment.cells != early.cells);
        send(0, 3);
        engine.close();
        assertTrue(engine.head > index);
        assertEquals(3, engine.size());
        engine.tailSegment = early; // as one who counts read it, with the hint of a slow sender
        engine.setTail(index);
        assertEquals(3, engine.size());
        poll(0, 3);
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void boundedChannelKeepsNoMoreCellsThanItMayFill() {
        engine = LinkedEngine.bounded(1000);
        send(0, 1000);
        poll(0, 1000);
        var cells = new HashSet<Object[]>();
        for (int round = 0; round < 20; round++) {
            send(0, 1000);
            for (int i = 0; i < 1000; i++) {
                poll(i, i + 1);
                cells.add(engine.headSegment.cells);
            }
        }
        assertTrue(cells.size() <= 1000 / Segment.LARGEST + 3, () -> "arrays of cells: " + cells.size());
    }
}
