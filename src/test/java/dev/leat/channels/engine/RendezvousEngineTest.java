package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The meeting of waiters, one step at a time, in one thread: nobody parks. */
class RendezvousEngineTest {
    private final RendezvousEngine engine = new RendezvousEngine();

    private Waiter sender(Object message) {
        var waiter = new Waiter(new BoundedSenderHandle<>(engine).lease, message);
        engine.add(waiter, false);
        return waiter;
    }

    private Waiter receiver() {
        var waiter = new Waiter(new ReceiverHandle<>(engine).lease, null);
        engine.add(waiter, false);
        return waiter;
    }

    @Test
    void nobodyIsMetInAnEmptyChannel() {
        assertNull(engine.poll());
        assertNull(engine.offer("a"));
    }

    @Test
    void waitingSendersAreMetInOrderOfArrival() {
        var a = sender("a");
        var b = sender("b");
        assertNull(engine.offer("c"), "no receiver waits");
        assertEquals("a", engine.poll());
        assertSame(Engine.SENT, a.outcome());
        assertNull(b.outcome());
        assertEquals("b", engine.poll());
        assertNull(engine.poll());
    }

    @Test
    void waitingReceiversAreMetInOrderOfArrival() {
        var a = receiver();
        var b = receiver();
        assertNull(engine.poll(), "no sender waits");
        assertSame(Engine.SENT, engine.offer("1"));
        assertEquals("1", a.outcome());
        assertSame(Engine.SENT, engine.offer("2"));
        assertEquals("2", b.outcome());
        assertNull(engine.offer("3"));
    }

    @Test
    void whoArrivesMeetsInsteadOfWaiting() {
        var a = sender("a");
        var b = receiver();
        assertSame(Engine.SENT, a.outcome());
        assertEquals("a", b.outcome());
        assertFalse(engine.withdraw(a));
        assertFalse(engine.withdraw(b));
        assertNull(engine.poll());
        assertNull(engine.offer("b"));
    }

    @Test
    void whoHasWithdrawnIsNotMet() {
        var a = sender("a");
        var b = sender("b");
        var c = sender("c");
        assertTrue(engine.withdraw(b));
        assertTrue(engine.withdraw(a));
        assertEquals("c", engine.poll());
        assertSame(Engine.SENT, c.outcome());
        assertNull(engine.poll());
    }

    @Test
    void readyCountsWaitingSenders() {
        var a = sender("a");
        sender("b");
        assertEquals(2, engine.ready());
        assertTrue(engine.withdraw(a));
        assertEquals(1, engine.ready());
        assertEquals("b", engine.poll());
        receiver();
        assertEquals(0, engine.ready());
    }

    @Test
    void sidesTakeTurns() {
        for (int i = 0; i < 100; i++) {
            var s = sender(i);
            var gone = sender("gone");
            assertTrue(engine.withdraw(gone));
            assertEquals(i, engine.poll());
            assertSame(Engine.SENT, s.outcome());
            var r = receiver();
            var goneToo = receiver();
            assertTrue(engine.withdraw(goneToo));
            assertSame(Engine.SENT, engine.offer(i));
            assertEquals(i, r.outcome());
        }
    }

    @Test
    void endWakesWhoWaitsAndRefusesWhoComes() {
        var a = receiver();
        assertFalse(engine.isClosed());
        engine.close();
        assertTrue(engine.isClosed());
        engine.wakeAll();
        assertSame(Waiter.WOKEN, a.outcome());
        assertSame(Engine.ENDED, engine.poll());
        assertSame(Engine.ENDED, engine.offer("late"));
        assertSame(Engine.ENDED, receiver().outcome());
        assertSame(Engine.ENDED, sender("late").outcome());
        engine.close();
        assertTrue(engine.isClosed());
    }

    @Test
    void nobodyIsMetAfterSomebodySawTheEnd() {
        var a = receiver();
        engine.close(); // and the closer is suspended before it wakes those who wait
        assertSame(Engine.ENDED, receiver().outcome(), "sees the end");
        assertSame(Waiter.WOKEN, a.outcome(), "cannot be met any more");
        assertSame(Engine.ENDED, engine.offer("late"));
    }

    @Test
    void nobodyIsMetAfterSomebodyHeardOfTheEnd() {
        var a = receiver();
        engine.close();
        assertTrue(engine.isClosed());
        assertSame(Waiter.WOKEN, a.outcome());
        assertSame(Engine.ENDED, engine.offer("late"));
    }

    @Test
    void withdrawnBehindAnotherWhoWaitsLeadNowhere() {
        var first = receiver();
        var second = receiver();
        var third = receiver();
        assertTrue(engine.withdraw(second));
        assertTrue(engine.withdraw(third));
        var fourth = receiver();
        assertSame(Engine.SENT, engine.offer("1"));
        assertSame(Engine.SENT, engine.offer("2"));
        assertEquals("1", first.outcome());
        assertEquals("2", fourth.outcome());
        assertNull(engine.offer("3"));
    }

    @Test
    void closedHandleWakesItsOwnOperationsOnly() {
        var a = receiver();
        var b = receiver();
        engine.wakeAllOf(a.lease);
        assertSame(Waiter.WOKEN, a.outcome());
        assertNull(b.outcome());
        assertSame(Engine.SENT, engine.offer("x"));
        assertEquals("x", b.outcome());
    }
}
