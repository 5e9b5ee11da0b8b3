package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The meeting of waiters, one step at a time, in one thread: nobody parks. */
class RendezvousEngineTest {
    private final KeptHandles handles = new KeptHandles();
    private final RendezvousEngine engine = new RendezvousEngine();
    private OfferSlot slot;

    private MeetingWaiter sender(Object message) {
        var waiter = MeetingWaiter.of(engine, handles.sender(engine), message);
        waiter.announce();
        return waiter;
    }

    private MeetingWaiter receiver() {
        var waiter = MeetingWaiter.of(engine, handles.receiver(engine), null);
        waiter.announce();
        return waiter;
    }

    /** Gives up. Returns false if the wait was decided before. */
    private static boolean withdraw(Waiter waiter) {
        boolean withdrawn = waiter.disarm() == null;
        waiter.leave();
        return withdrawn;
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
        assertSame(Engine.SENT, a.disarm());
        assertTrue(b.isWaiting());
        assertEquals("b", engine.poll());
        assertNull(engine.poll());
    }

    @Test
    void whoIsMetNextIsFirst() {
        var a = sender("a");
        var b = sender("b");
        assertTrue(a.isFirst());
        assertFalse(b.isFirst());
        assertEquals("a", engine.poll());
        assertTrue(b.isFirst());
    }

    @Test
    void waitingReceiversAreMetInOrderOfArrival() {
        var a = receiver();
        var b = receiver();
        assertNull(engine.poll(), "no sender waits");
        assertSame(Engine.SENT, engine.offer("1"));
        assertEquals("1", a.disarm());
        assertSame(Engine.SENT, engine.offer("2"));
        assertEquals("2", b.disarm());
        assertNull(engine.offer("3"));
    }

    @Test
    void whoArrivesFindsAPartnerAndDoesNotWait() {
        var a = sender("a");
        var b = MeetingWaiter.of(engine, handles.receiver(engine), null);
        assertFalse(b.announce());
        assertTrue(a.isWaiting(), "nothing is decided by an announcement");
        assertNull(b.disarm());
        assertEquals("a", b.attempt());
        b.leave();
        assertFalse(withdraw(a));
        assertNull(engine.poll());
        assertNull(engine.offer("b"));
    }

    @Test
    void whoHasWithdrawnIsNotMet() {
        var a = sender("a");
        var b = sender("b");
        var c = sender("c");
        assertTrue(withdraw(b));
        assertTrue(withdraw(a));
        assertEquals("c", engine.poll());
        assertSame(Engine.SENT, c.disarm());
        assertNull(engine.poll());
    }

    @Test
    void whoArrivesBehindOneThatIsOverIsMetInItsTurn() {
        var a = sender("a");
        var over = sender("b");
        over.disarm(); // and has not left yet
        var c = sender("c");
        assertEquals("a", engine.poll());
        assertSame(Engine.SENT, a.disarm());
        assertEquals("c", engine.poll());
        assertSame(Engine.SENT, c.disarm());
        assertNull(engine.poll());
        assertNull(engine.line.first());
        over.leave();
    }

    @Test
    void whoMeetsOneBehindOthersThatAreOverUnlinksThemAll() {
        var over = IntStream.range(0, 3).mapToObj(i -> receiver()).toList();
        receiver();
        over.forEach(Waiter::disarm);
        assertSame(Engine.SENT, engine.offer("a"));
        assertNull(engine.line.first());
    }

    @Test
    void whoFindsOnlyPlacesThatAreOverUnlinksThem() {
        receiver();
        assertTrue(withdraw(receiver())); // the last one, behind somebody who waits: it stays
        assertSame(Engine.SENT, engine.offer("a"));
        assertNull(engine.poll());
        assertTrue(engine.line.isVacant());
    }

    @Test
    void readyCountsWaitingSenders() {
        var a = sender("a");
        sender("b");
        assertEquals(2, engine.ready());
        assertTrue(withdraw(a));
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
            assertTrue(withdraw(gone));
            assertEquals(i, engine.poll());
            assertSame(Engine.SENT, s.disarm());
            var r = receiver();
            var goneToo = receiver();
            assertTrue(withdraw(goneToo));
            assertSame(Engine.SENT, engine.offer(i));
            assertEquals(i, r.disarm());
        }
    }

    @Test
    void endWakesWhoWaitsAndRefusesWhoComes() {
        var a = receiver();
        assertFalse(engine.isClosed());
        engine.close();
        assertTrue(engine.isClosed());
        engine.wakeAll();
        assertSame(a, a.disarm());
        assertSame(Engine.ENDED, engine.poll());
        assertSame(Engine.ENDED, engine.offer("late"));
        assertSame(Engine.ENDED, receiver().attempt());
        assertSame(Engine.ENDED, sender("late").attempt());
        engine.close();
        assertTrue(engine.isClosed());
    }

    @Test
    void whenTheReceiversAreGoneWhoStillWaitedHasSentNothing() {
        var waiting = sender("w");
        engine.close();
        engine.discard();
        assertSame(waiting, waiting.disarm(), "woken, not met");
        assertSame(Engine.ENDED, waiting.attempt());
        waiting.leave();
    }

    @Test
    void nobodyIsMetAfterSomebodySawTheEnd() {
        var a = receiver();
        engine.line.link(engine.line.last(), closedMark()); // and the closer is suspended before it wakes those who wait
        assertSame(Engine.ENDED, receiver().attempt(), "sees the end");
        assertSame(a, a.disarm(), "cannot be met any more");
        assertSame(Engine.ENDED, engine.offer("late"));
    }

    @Test
    void nobodyIsMetAfterSomebodyHeardOfTheEnd() {
        var a = receiver();
        engine.line.link(engine.line.last(), closedMark());
        assertTrue(engine.isClosed());
        assertSame(a, a.disarm());
        assertSame(Engine.ENDED, engine.offer("late"));
    }

    @Test
    void withdrawnBehindAnotherWhoWaitsLeadNowhere() {
        var first = receiver();
        var second = receiver();
        var third = receiver();
        assertTrue(withdraw(second));
        assertTrue(withdraw(third));
        var fourth = receiver();
        assertSame(Engine.SENT, engine.offer("1"));
        assertSame(Engine.SENT, engine.offer("2"));
        assertEquals("1", first.disarm());
        assertEquals("2", fourth.disarm());
        assertNull(engine.offer("3"));
    }

    /** A sender that offers and does not look at its offer now. */
    private void offered(Object message) {
        slot = engine.offers.begin(message);
        assertNotNull(slot);
    }

    @Test
    void anOfferIsTakenOnceOrWithdrawn() {
        offered("a");
        assertTrue(engine.isReady(Side.RECEIVER));
        assertFalse(engine.isReady(Side.SENDER));
        assertEquals("a", engine.poll());
        assertNull(engine.poll());
        assertFalse(engine.isReady(Side.RECEIVER));
        assertSame(Engine.SENT, engine.endOffer(slot, "a"));

        offered("b");
        assertNull(engine.endOffer(slot, "b"), "withdrawn");
        assertNull(engine.poll());
        offered("c");
        assertEquals("c", engine.poll());
        assertSame(Engine.SENT, engine.endOffer(slot, "c"));
    }

    @Test
    void nobodyOffersWhoFindsSomebodyInTheLine() {
        engine.patience.learn(true);
        int spins = engine.patience.spins();
        var receiver = receiver();
        assertNull(engine.linger(handles.sender(engine), "a", Deadline.NEVER));
        assertTrue(engine.offers.isEmpty());
        assertTrue(receiver.isWaiting());
        assertTrue(withdraw(receiver));
        assertEquals(spins, engine.patience.spins(), "nothing to be learned from that");
    }

    @Test
    void whoFindsSomebodyInTheLineTakesNoTrialAwayFromWhoDoesNot() {
        IntStream.range(0, 100).forEach(i -> engine.patience.learn(false));
        assertTrue(IntStream.range(0, 7).allMatch(i -> engine.patience.spins() == 0));
        var first = sender("a");
        IntStream.range(0, 100).forEach(i -> assertNull(engine.linger(handles.sender(engine), "b", Deadline.NEVER)));
        assertTrue(withdraw(first));
        assertTrue(engine.patience.spins() > 0, "the eighth wait is a trial");
    }

    @Test
    void aReceiverDoesNotPollIfAnotherOneIsBeforeIt() {
        var first = receiver();
        offered("a"); // by a sender that looked into the line before
        engine.patience.learn(true);
        assertNull(engine.linger(handles.receiver(engine), null, Deadline.NEVER), "the first one may be about to take it");
        assertTrue(withdraw(first));
        assertEquals("a", engine.poll());
        assertSame(Engine.SENT, engine.endOffer(slot, "a"));
    }

    @Test
    void aStampIsNobodyInTheLine() {
        engine.patience.learn(true);
        int spins = engine.patience.spins();
        engine.stamp();
        assertNull(engine.linger(handles.sender(engine), "a", Deadline.NEVER));
        assertTrue(engine.patience.spins() < spins, "it has offered, in vain");
        offered("b");
        assertEquals("b", engine.linger(handles.receiver(engine), null, Deadline.NEVER));
        assertSame(Engine.SENT, engine.endOffer(slot, "b"));
    }

    @Test
    void anOfferThatNobodyTakesIsWithdrawn() {
        engine.patience.learn(true);
        assertNull(engine.linger(handles.sender(engine), "a", Deadline.NEVER));
        assertTrue(engine.offers.isEmpty());
        Lease closed = handles.sender(engine);
        closed.close();
        assertSame(Blocking.CLOSED, engine.linger(closed, "b", Deadline.NEVER));
        assertTrue(engine.offers.isEmpty());
    }

    @Test
    void whoWaitsIsMetBeforeWhoOffers() {
        var a = sender("a");
        offered("b");
        assertEquals("a", engine.poll());
        assertSame(Engine.SENT, a.disarm());
        assertEquals("b", engine.poll());
        assertSame(Engine.SENT, engine.endOffer(slot, "b"));
    }

    @Test
    void whoBeginsToWaitSeesAnOffer() {
        offered("a");
        var receiver = MeetingWaiter.of(engine, handles.receiver(engine), null);
        assertFalse(receiver.announce());
        assertNull(receiver.disarm());
        assertEquals("a", receiver.attempt());
        receiver.leave();
        assertSame(Engine.SENT, engine.endOffer(slot, "a"));
        assertNull(engine.offer("b"), "has left the line");
    }

    @Test
    void aSenderThatBeginsToWaitStandsBehindAnOffer() {
        offered("a");
        var b = sender("b");
        assertTrue(b.isWaiting());
        assertNull(engine.endOffer(slot, "a"));
        assertTrue(b.isWaiting());
        assertEquals(1, engine.ready());
    }

    @Test
    void anOfferIsNotAnArrival() {
        offered("a");
        assertEquals(0, engine.ready());
        assertEquals(0, engine.size());
        assertEquals(engine.stamp(), engine.stamp());
    }

    @Test
    void theEndRefusesAnOffer() {
        offered("a");
        var waiting = MeetingWaiter.of(engine, handles.sender(engine), "w");
        assertTrue(waiting.announce());
        engine.line.link(engine.line.last(), closedMark()); // the closer is suspended
        assertTrue(engine.isClosed());
        assertSame(waiting, waiting.disarm(), "nobody is met after that");
        assertSame(Engine.ENDED, engine.poll());
        assertSame(Engine.ENDED, engine.endOffer(slot, "a"));
        assertNull(engine.linger(handles.sender(engine), "late", Deadline.NEVER), "learns it in the line");
        assertSame(Engine.ENDED, engine.poll());
    }

    private static Place closedMark() {
        var other = new RendezvousEngine();
        other.close();
        return other.line.last();
    }

    @Test
    void nobodyIsMetAfterSomebodyWhoOfferedWasToldOfTheEnd() {
        offered("a");
        var waiting = MeetingWaiter.of(engine, handles.sender(engine), "w");
        assertTrue(waiting.announce());
        engine.line.link(engine.line.last(), closedMark());
        engine.offers.refuse(); // and the closer is suspended
        assertSame(Engine.ENDED, engine.endOffer(slot, "a"));
        assertSame(waiting, waiting.disarm());
        assertSame(Engine.ENDED, engine.poll());
    }

    @Test
    void aCloseThatReturnedHasRefusedOffersAndWokenAll() {
        offered("a");
        var waiting = MeetingWaiter.of(engine, handles.sender(engine), "w");
        assertTrue(waiting.announce());
        engine.close();
        assertFalse(waiting.isWaiting());
        assertFalse(engine.isReady(Side.RECEIVER) && engine.poll() != Engine.ENDED);
        assertSame(Engine.ENDED, engine.endOffer(slot, "a"));
    }

    @Test
    void stampsTellTwoMomentsApartIfSomebodyHasComeAndGone() {
        Object before = engine.stamp();
        assertEquals(before, engine.stamp());
        var sender = sender("a");
        assertEquals("a", engine.poll());
        sender.disarm();
        sender.leave();
        assertNotEquals(before, engine.stamp());
    }

    @Test
    void whatWasTakenBeforeTheEndWasSent() {
        offered("a");
        assertEquals("a", engine.poll());
        engine.close();
        assertSame(Engine.ENDED, engine.poll());
        assertSame(Engine.SENT, engine.endOffer(slot, "a"));
        assertFalse(engine.isReady(Side.RECEIVER) && engine.poll() != Engine.ENDED);
        assertNull(engine.linger(handles.sender(engine), "late", Deadline.NEVER));
        assertSame(Engine.ENDED, engine.offer("late"));
    }

    @Test
    void closedHandleWakesItsOwnOperationsOnly() {
        var a = receiver();
        var b = receiver();
        engine.wakeAllOf(a.lease());
        assertSame(a, a.disarm());
        assertTrue(b.isWaiting());
        assertSame(Engine.SENT, engine.offer("x"));
        assertEquals("x", b.disarm());
    }
}
