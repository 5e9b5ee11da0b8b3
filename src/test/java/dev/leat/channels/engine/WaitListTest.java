package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitListTest extends LineOfReceivers {
    @Test
    void wakesInOrderOfArrival() {
        var a = waiter();
        var b = waiter();
        list.wakeOne();
        assertFalse(list.isEmpty());
        assertEquals(List.of(true, false), woken(a, b));
        assertTrue(list.isEmpty());
    }

    @Test
    void whoWasWokenInVainKeepsItsPlace() {
        var a = waiter();
        var b = waiter();
        list.wakeOne();
        a.disarm();
        assertTrue(a.announce());
        list.wakeOne();
        assertEquals(List.of(true, false), woken(a, b));
        assertTrue(list.isEmpty());
    }

    @Test
    void whoLeftTheMiddleOrTheEndIsForgotten() {
        var a = waiter();
        for (int i = 0; i < 10; i++) {
            var b = waiter();
            var c = waiter();
            assertEquals(List.of(false, false), woken(i % 2 == 0 ? b : c, i % 2 == 0 ? c : b));
        }
        assertTrue(list.last() == list.first().next, "the first, and the last one that left");
        assertEquals(List.of(false), woken(a));
        assertTrue(list.isEmpty());
    }

    @Test
    void oneWhoseWaitIsOverIsNotWoken() {
        var a = waiter();
        var b = waiter();
        assertEquals(null, a.disarm());
        list.wakeOne();
        assertEquals(List.of(false, true), woken(a, b));
        assertTrue(list.isEmpty());
    }

    /** More would be a walk past all of them for each message. */
    @Test
    void aCrowdThatIsAwakeWakesTheOthersItself() {
        int crowd = WaitList.CROWD;
        var waiters = new ArrayList<CourteousWaiter>();
        for (int i = 0; i < crowd + 12; i++) {
            waiters.add(waiter());
        }
        for (int i = 0; i < crowd + 12; i++) {
            engine.offer(i);
        }
        assertEquals(crowd, awake(waiters));
        for (int i = 0; i < crowd + 12; i++) {
            assertFalse(waiters.get(i).isWaiting(), "woken by one who has left");
            assertEquals(waiters.get(i), waiters.get(i).disarm());
            assertEquals(i, engine.poll());
            waiters.get(i).leave();
        }
        assertTrue(list.isEmpty());
    }

    /** Those who are woken take many messages in a row, so that more of them would come in vain. */
    @Test
    void ofManyOnlyAFewMoreAreAwakeThanCanRunAtOnce() {
        int crowd = WaitList.CROWD_OF_MANY;
        var waiters = new ArrayList<CourteousWaiter>();
        for (int i = 0; i < crowd + WaitList.MANY; i++) {
            waiters.add(waiter());
        }
        for (int i = 0; i < WaitList.CROWD; i++) {
            engine.offer(i);
        }
        assertEquals(crowd, awake(waiters));
        assertTrue(waiters.stream().limit(crowd).noneMatch(CourteousWaiter::isWaiting), "the first ones");
        engine.poll();
        assertEquals(List.of(true), woken(waiters.get(0)));
        int few = WaitList.MANY - 1; // wait now: the one who left has woken another
        assertEquals(few, waiters.stream().filter(CourteousWaiter::isWaiting).count());
        engine.offer(0);
        assertEquals(Math.min(crowd + 1, WaitList.CROWD), awake(waiters), "of so few a crowd is more");
    }

    private static long awake(List<CourteousWaiter> waiters) {
        return waiters.stream().filter(CourteousWaiter::isAwake).count();
    }

    /** As virtual threads are, if those who sleep keep the carriers. */
    @Test
    void aStreamOfMessagesWakesOthersThoughACrowdIsStopped() {
        assertStreamWakesOthers(WaitList.CROWD, 3);
    }

    @Test
    void aStreamOfMessagesWakesOthersThoughACrowdOfManyIsStopped() {
        assertStreamWakesOthers(WaitList.CROWD_OF_MANY, WaitList.MANY + 3);
    }

    private void assertStreamWakesOthers(int crowd, int sleepers) {
        var waiters = crowdAndSleepers(crowd, sleepers);
        int message = crowd;
        for (int sleeper = crowd; sleeper < crowd + 2; sleeper++) {
            int left = 0;
            for (; waiters.get(sleeper).isWaiting(); left++) {
                assertTrue(left < WaitList.LEFT_TO_CROWD, "too many messages are left to the crowd");
                engine.offer(message++);
            }
            assertTrue(waiters.get(sleeper + 1).isWaiting());
        }
        assertTrue(message > 3 * WaitList.LEFT_TO_CROWD / 2, "a crowd is believed for longer than for " + message);
    }

    /** The same at the other side: a stream of receives, which others make possible. */
    @Test
    void aStreamOfReceivesWakesOthersThoughACrowdIsStopped() {
        var full = LinkedEngine.bounded(2);
        full.offer(0);
        full.offer(0);
        var waiters = new ArrayList<CourteousWaiter>();
        for (int i = 0; i < WaitList.CROWD + 3; i++) {
            var waiter = new SingleWaiter(full, handles.sender(full), 0);
            assertTrue(waiter.announce());
            waiters.add(waiter);
        }
        for (int i = 0; i < WaitList.CROWD; i++) {
            full.waiters(Side.SENDER).wakeOne();
        }
        for (int sleeper = WaitList.CROWD; sleeper < WaitList.CROWD + 2; sleeper++) {
            for (int left = 0; waiters.get(sleeper).isWaiting(); left++) {
                assertTrue(left < WaitList.LEFT_TO_CROWD, "too much is left to the crowd");
                assertEquals(0, full.poll());
                assertEquals(Engine.SENT, full.offer(0));
            }
            assertTrue(waiters.get(sleeper + 1).isWaiting());
        }
    }

    /** Those who come in vain, too, though nothing is done. */
    @Test
    void manyWhoFindNoRoomWakeOthersThoughACrowdIsStopped() {
        for (Engine full : List.of(LinkedEngine.bounded(2), new SlotEngine())) {
            var line = (WaitList) full.waiters(Side.RECEIVER);
            var waiters = new ArrayList<CourteousWaiter>();
            for (int i = 0; i < WaitList.CROWD + 2; i++) {
                var waiter = new SingleWaiter(full, handles.receiver(full), null);
                assertTrue(waiter.announce());
                waiters.add(waiter);
            }
            for (int i = 0; i < WaitList.CROWD; i++) {
                line.wakeOne();
            }
            while (full.offer(0) == Engine.SENT) {
                // until it is full
            }
            for (int sleeper = WaitList.CROWD; sleeper < WaitList.CROWD + 2; sleeper++) {
                for (int left = 0; waiters.get(sleeper).isWaiting(); left++) {
                    assertTrue(left < WaitList.LEFT_TO_CROWD, "too much is left to the crowd");
                    assertEquals(null, full.offer(0));
                }
            }
        }
    }

    private List<CourteousWaiter> crowdAndSleepers(int crowd, int sleepers) {
        var waiters = new ArrayList<CourteousWaiter>();
        for (int i = 0; i < crowd + sleepers; i++) {
            waiters.add(waiter());
        }
        for (int i = 0; i < crowd; i++) {
            engine.offer(i);
        }
        return waiters;
    }

    @Test
    void aCrowdOfWhichSomebodyActsIsBelieved() {
        int crowd = WaitList.CROWD;
        var waiters = crowdAndSleepers(crowd, 1);
        for (int i = 0; i < WaitList.LEFT_TO_CROWD - 1; i++) {
            list.wakeOne();
        }
        while (engine.poll() != null) {
            // nothing is left to do for the one who acts
        }
        assertEquals(List.of(true), woken(waiters.get(0)));
        var another = waiter();
        engine.offer(0);
        engine.poll();
        assertFalse(waiters.get(crowd).isWaiting(), "there was one less than a crowd");
        list.wakeOne();
        assertTrue(another.isWaiting(), "they begin to count anew");
    }

    @Test
    void whatNobodyNeedsAnyMoreWakesNobody() {
        int crowd = WaitList.CROWD;
        var waiters = new ArrayList<CourteousWaiter>();
        for (int i = 0; i < crowd + 2; i++) {
            waiters.add(waiter());
        }
        for (int i = 0; i < crowd + 2; i++) {
            engine.offer(i);
        }
        for (int i = 0; i < crowd + 2; i++) { // by somebody who never waited
            assertEquals(i, engine.poll());
        }
        for (int i = 0; i < crowd; i++) {
            waiters.get(i).disarm();
            waiters.get(i).leave();
        }
        assertEquals(List.of(false, false), woken(waiters.get(crowd), waiters.get(crowd + 1)));
        assertTrue(list.isEmpty());
    }

    /** A select with many clauses on one channel is one who is awake, not a crowd. */
    @Test
    void placesOfOneWaiterAreNoCrowd() {
        var lease = handles.receiver(engine);
        var many = new SingleWaiter(engine, lease, null);
        for (int i = 1; i < 2 * WaitList.CROWD; i++) {
            many.another = new FurtherPlace(many, engine, lease, null, i, false, false, many.another);
        }
        assertTrue(many.announce());
        var other = waiter();
        list.wakeOne();
        assertFalse(many.isWaiting());
        assertTrue(other.isWaiting());
        list.wakeOne();
        assertFalse(other.isWaiting());
        assertEquals(List.of(true, true), woken(many, other));
        assertTrue(list.isEmpty());
    }

    @Test
    void wakesAll() {
        var a = waiter();
        var b = waiter();
        list.wakeAll();
        assertEquals(List.of(true, true), woken(a, b));
        assertTrue(list.isEmpty());
    }

    @Test
    void wakesAllOfOneHandle() {
        var lease = handles.receiver(engine);
        var a = waiter(lease);
        var b = waiter();
        var c = waiter(lease);
        list.wakeAllOf(lease);
        assertFalse(list.isEmpty());
        assertEquals(List.of(true, false, true), woken(a, b, c));
        assertTrue(list.isEmpty());
    }

    @Test
    void wakingNobodyIsNothing() {
        list.wakeOne();
        list.wakeAll();
        assertTrue(list.isEmpty());
    }
}
