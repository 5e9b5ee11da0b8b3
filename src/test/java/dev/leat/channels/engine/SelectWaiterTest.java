package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jol.info.GraphLayout;

/** The wait of a select, one step at a time, in one thread: nobody parks. */
@Timeout(60)
class SelectWaiterTest {
    private final RendezvousEngine rendezvous = new RendezvousEngine();

    private static Option<Object> receive(Engine engine) {
        return Option.receive(new ReceiverHandle<Object>(engine), message -> message);
    }

    private static Option<Object> send(Engine engine, Object message) {
        return Option.send(new BoundedSenderHandle<Object>(engine), message, () -> "sent");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // is only read
    private static SelectWaiter.Run run(Option<Object>... options) {
        return new SelectWaiter.Run(Chooser.of(options, true), null);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // is only passed on
    private static SelectWaiter waiter(Option<Object>... options) {
        return SelectWaiter.of(run(options));
    }

    private static boolean announce(Place place) {
        place.waiters().enlist(place);
        return place.waiters().announce(place);
    }

    /** Gives up. Returns false if the wait was decided before. */
    private static boolean withdraw(Waiter waiter) {
        boolean withdrawn = waiter.disarm() == null;
        waiter.leave();
        return withdrawn;
    }

    private static int length(Line line) {
        int length = 0;
        for (Place p = line.first(); p != null; p = line.after(p)) {
            length++;
        }
        return length;
    }

    static Stream<Engine> engines() {
        return Stream.of(LinkedEngine.unbounded(), LinkedEngine.bounded(16), new SlotEngine(), new RendezvousEngine());
    }

    private static Line receivers(Engine engine) {
        return engine instanceof RendezvousEngine r ? r.line : (WaitList) engine.waiters(Side.RECEIVER);
    }

    @Test
    void onlyWhoSendsToAPartnerMustBeKnownToBeMet() {
        var buffer = new SlotEngine();
        assertTrue(run(receive(buffer), send(rendezvous, "a")).chooser.standing().sendsToPartner());
        assertFalse(run(receive(rendezvous), send(buffer, "a")).chooser.standing().sendsToPartner());
        assertTrue(run(receive(rendezvous), send(buffer, "a")).chooser.standing().meets());
        assertFalse(run(receive(buffer), send(buffer, "a")).chooser.standing().meets());
    }

    /** Who receives has polled before, and who sends to a buffer too. */
    @Test
    void whoSendsToAPartnerSpinsWhenItIsAnnouncedAsLongAsThatPays() throws Exception {
        var buffer = new SlotEngine();
        assertEquals(0, waiter(receive(rendezvous), receive(buffer)).spins());
        for (int i = 0; i < 8; i++) {
            rendezvous.patience.learn(true);
            buffer.patience.learn(true);
        }
        var run = run(receive(buffer), send(rendezvous, "a"));
        var patience = SelectWaiter.of(run).engine().patience;
        int known = patience.spins();
        assertTrue(Runtime.getRuntime().availableProcessors() == 1 || SelectWaiter.of(run).spins() > 0);
        assertNull(Blocking.await(SelectWaiter.of(run), Deadline.after(Duration.ofMillis(1))));
        assertTrue(Runtime.getRuntime().availableProcessors() == 1 || patience.spins() < known, "in vain");
    }

    @Test
    void neverMeetsItself() {
        var both = waiter(send(rendezvous, "a"), receive(rendezvous), send(rendezvous, "b"), receive(rendezvous));
        assertTrue(both.announce());
        assertTrue(both.isWaiting());
        assertTrue(withdraw(both));
        assertNull(rendezvous.poll());
        assertNull(rendezvous.offer("c"));
    }

    @Test
    void isMetAtEitherSideAndThenAtNoOther() {
        var first = waiter(send(rendezvous, "a"), receive(rendezvous));
        assertTrue(first.announce());
        assertEquals("a", rendezvous.poll());
        assertNull(rendezvous.poll());
        assertNull(rendezvous.offer("b"));
        assertSame(Engine.SENT, first.met(first.disarm()));
        assertEquals(0, first.done().index());

        var second = waiter(send(rendezvous, "a"), receive(rendezvous));
        assertTrue(second.announce());
        assertSame(Engine.SENT, rendezvous.offer("b"));
        assertNull(rendezvous.offer("c"));
        assertNull(rendezvous.poll());
        assertEquals("b", second.met(second.disarm()));
        assertEquals(1, second.done().index());
    }

    @Test
    void ofTwoThatOfferBothSidesTheSecondRetreats() {
        var first = waiter(send(rendezvous, "a"), receive(rendezvous));
        var second = waiter(send(rendezvous, "b"), receive(rendezvous));
        assertTrue(announce(first));
        assertTrue(announce(second));
        assertTrue(announce(first.another), "waits for the second one to come across it");
        assertFalse(announce(second.another));
        assertNull(second.disarm());
        assertNotNull(second.attempt());
        assertFalse(first.isWaiting());
        withdraw(first);
    }

    @Test
    void ofThreeThatOfferBothSidesTheFirstStays() {
        var first = waiter(send(rendezvous, "a"), receive(rendezvous));
        var second = waiter(send(rendezvous, "b"), receive(rendezvous));
        var third = waiter(send(rendezvous, "c"), receive(rendezvous));
        assertTrue(announce(first) && announce(second) && announce(third));
        assertFalse(announce(third.another));
        assertFalse(announce(second.another));
        assertTrue(announce(first.another));
        withdraw(third);
        withdraw(second);
        assertTrue(withdraw(first));
    }

    /** A place of one that offers both sides stands last, and proves nothing about who waits before it. */
    @Test
    void whoComesBehindOneOfBothSidesMissesNobody() {
        var first = waiter(receive(rendezvous), send(rendezvous, "a"));
        var second = waiter(receive(rendezvous), send(rendezvous, "b"));
        assertTrue(announce(first));
        assertTrue(announce(second));
        assertTrue(announce(first.another), "the second one is still announcing itself");
        assertTrue(withdraw(first)); // its place is the last one, and is over
        var handle = new BoundedSenderHandle<>(rendezvous);
        var sender = MeetingWaiter.of(rendezvous, handle.lease, "c");
        assertFalse(sender.announce(), "the second one waits before that place");
        withdraw(sender);
        Reference.reachabilityFence(handle);
        withdraw(second);
    }

    @Test
    void oneOfBothSidesDoesNotPassOverOthers() {
        var both = waiter(send(rendezvous, "a"), receive(rendezvous));
        assertTrue(announce(both));
        var handle = new BoundedSenderHandle<>(rendezvous);
        var sender = MeetingWaiter.of(rendezvous, handle.lease, "b");
        assertTrue(sender.announce());
        assertFalse(announce(both.another), "the other one has announced itself fully and will not look again");
        withdraw(both);
        withdraw(sender);
        Reference.reachabilityFence(handle);
    }

    /** One that stands with both sides in one channel is one like any other in a second channel. */
    @Test
    void bothSidesAreAMatterOfOneChannel() {
        var other = new RendezvousEngine();
        var first = waiter(send(rendezvous, "a"), receive(rendezvous), send(other, "x"));
        var second = waiter(send(rendezvous, "b"), send(other, "y"), receive(other));
        var here = Stream.iterate((Place) first, p -> p != null, Place::another)
                .filter(p -> p.engine() == rendezvous).toList();
        var elsewhere = Stream.iterate((Place) second, p -> p != null, Place::another)
                .filter(p -> p.engine() == rendezvous).toList();
        assertTrue(announce(here.get(0)));
        assertTrue(announce(elsewhere.get(0)));
        assertFalse(announce(here.get(1)), "nobody else would find out");
        withdraw(first);
        withdraw(second);
    }

    /** Two selects in opposite order announce themselves in the same order. */
    @Test
    void allAnnounceInOneOrder() {
        var other = new RendezvousEngine();
        var one = waiter(send(rendezvous, "a"), receive(other));
        var two = waiter(send(other, "b"), receive(rendezvous));
        assertSame(one.engine(), two.engine());
        assertSame(one.another.engine(), two.another.engine());
        withdraw(one);
        withdraw(two);
    }

    /** Else it would look at its place there again and again, finding every time that there is no reason to wait. */
    @Test
    void whoseClauseHasLeftInAnotherRunIsWaitedForAnew() {
        var ended = LinkedEngine.unbounded();
        var open = LinkedEngine.unbounded();
        var run = run(receive(ended).untilDisconnected(), receive(open));
        var waiter = SelectWaiter.of(run);
        assertTrue(waiter.announce());
        ended.close();
        ended.waiters(Side.RECEIVER).wakeAll();
        assertNull(run.chooser.attempt(0, null), "another run finds the end");
        assertNotNull(waiter.disarm());
        assertNull(waiter.attempt());
        assertTrue(waiter.spent);
        var again = waiter.again();
        waiter.leave();
        assertSame(open, again.engine());
        assertNull(again.another());
        assertTrue(again.announce());
        withdraw(again);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whoGaveUpLeavesNothingBehind(Engine engine) {
        var idle = LinkedEngine.unbounded();
        long bytes = GraphLayout.parseInstance(engine, idle).totalSize();
        var handle = new ReceiverHandle<>(engine);
        var patient = new SingleWaiter(engine, handle.lease, null);
        assertTrue(patient.announce());
        var run = run(receive(engine), receive(idle), receive(engine));
        for (int i = 0; i < 1_000_000; i++) {
            var waiter = SelectWaiter.of(run);
            assertTrue(waiter.announce());
            assertTrue(withdraw(waiter));
        }
        assertTrue(length(receivers(engine)) <= 2, "the patient one, and the last place");
        assertTrue(length(receivers(idle)) <= 1, "the last place");
        assertTrue(receivers(idle) instanceof WaitList waiting && waiting.isEmpty());
        withdraw(patient);
        assertTrue(!(receivers(engine) instanceof WaitList waiting) || waiting.isEmpty());
        long more = GraphLayout.parseInstance(engine, idle).totalSize() - bytes;
        assertTrue(more <= 500, () -> "bytes kept, beside those of the last places: " + more);
        Reference.reachabilityFence(handle);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whoLostHereLeavesNothingBehind(Engine engine) {
        var busy = LinkedEngine.unbounded();
        var run = run(receive(engine), receive(busy));
        for (int i = 0; i < 300_000; i++) {
            assertNull(busy.poll()); // moves on from a used up segment, where a message could be
            var waiter = SelectWaiter.of(run);
            assertTrue(waiter.announce());
            busy.offer(i);
            assertTrue(waiter.disarm() instanceof Place place && place.engine() == busy);
            assertEquals(i, waiter.attempt());
            waiter.leave();
        }
        assertTrue(length(receivers(engine)) <= 1, "the last place");
        assertTrue(!(receivers(engine) instanceof WaitList waiting) || waiting.isEmpty());
        assertTrue(receivers(busy) instanceof WaitList waiting && waiting.isEmpty());
    }

    /** The last place of a list stays there, but keeps nothing but itself: no message, and no handle of another channel. */
    @ParameterizedTest
    @MethodSource("engines")
    void theLastPlaceKeepsNothing(Engine engine) {
        var forgotten = List.of(gaveUp(engine, new Object()), gaveUp(engine, LinkedEngine.unbounded()));
        for (int i = 0; forgotten.stream().anyMatch(reference -> !reference.refersTo(null)); i++) {
            assertTrue(i < 1_000, "is still there");
            System.gc();
        }
        assertTrue(length(receivers(engine)) <= 1);
    }

    private static WeakReference<Object> gaveUp(Engine engine, Object thing) {
        var full = new SlotEngine();
        full.offer("in the way");
        var waiter = waiter(receive(engine), send(full, thing));
        waiter.announce();
        assertTrue(withdraw(waiter));
        return new WeakReference<>(thing);
    }
}
