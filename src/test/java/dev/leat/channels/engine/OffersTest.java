package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Await;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Who may offer in which slot, one step at a time. */
class OffersTest {
    private final Offers offers = new Offers();

    /** Does something on another thread, which is over then. */
    private static <T> T elsewhere(Callable<T> what) throws Exception {
        var task = new FutureTask<>(what);
        var thread = new Thread(task);
        thread.start();
        thread.join();
        return task.get();
    }

    private OfferSlot offered(Object message) {
        OfferSlot slot = offers.begin(message);
        assertNotNull(slot);
        return slot;
    }

    @Test
    void theFirstThreadThatOffersHasASlotOfItsOwn() throws Exception {
        OfferSlot own = offered("a");
        assertNull(own.end("a"));
        assertSame(own, offered("b"));
        assertEquals("b", offers.take());
        assertSame(Engine.SENT, own.end("b"));
        OfferSlot shared = elsewhere(() -> offered("c"));
        assertNotSame(own, shared);
        assertSame(own, offered("d"), "both are in use");
        assertEquals("d", offers.take());
        assertEquals("c", offers.take());
        assertNull(offers.take());
        assertSame(Engine.SENT, shared.end("c"));
        assertSame(Engine.SENT, own.end("d"));
    }

    /** Else it could take another one's offer of the same object for its own. */
    @Test
    void inTheSharedSlotNobodyOffersWhileAnotherOneDoesNotKnowYetThatItsMessageWasTaken() throws Exception {
        assertNull(offered("own").end("own"));
        OfferSlot shared = elsewhere(() -> offered("a"));
        assertEquals("a", offers.take());
        assertNull(elsewhere(() -> offers.begin("a")), "goes to the line");
        assertNull(offers.take());
        assertSame(Engine.SENT, shared.end("a"));
        assertSame(shared, elsewhere(() -> offered("a")));
        assertNull(shared.end("a"), "its own offer again");
    }

    @Test
    void whoFindsTheSharedSlotFullLeavesItAsItIs() throws Exception {
        assertNull(offered("own").end("own"));
        OfferSlot shared = elsewhere(() -> offered("a"));
        assertNull(shared.end("a"));
        assertTrue(shared.casContent(null, "left")); // by one whom an Error has stopped
        assertNull(elsewhere(() -> offers.begin("b")));
        assertEquals("left", offers.take());
        assertSame(shared, elsewhere(() -> offered("b")), "nobody uses it");
    }

    @Test
    void theOwnSlotIsOutOfUseWhileSomethingIsLeftThere() {
        OfferSlot own = offered("left"); // by one whom an Error has stopped
        assertNull(offers.begin("a"));
        assertEquals("left", offers.take());
        assertSame(own, offered("b"));
    }

    @Test
    void aThreadThatEndsIsFollowedByTheNextThatOffers() throws Exception {
        OfferSlot own = elsewhere(() -> offered("a"));
        assertEquals("a", offers.take());
        assertSame(own, offered("b"), "nobody else can be offering there");
        assertNull(own.end("b"));
        assertNotSame(own, elsewhere(() -> offered("c")), "this thread lives");
        assertSame(own, offered("d"));
    }

    @Test
    void noThreadIsKept() throws Exception {
        var thread = new WeakReference<>(elsewhere(() -> {
            offered("a");
            return Thread.currentThread();
        }));
        Await.collecting(() -> thread.refersTo(null), "the owner is collected");
        assertEquals("a", offers.take());
        OfferSlot own = offered("b");
        assertNull(own.end("b"));
        assertNotSame(own, elsewhere(() -> offered("c")), "whoever came next owns the slot");
    }

    @Test
    void whatIsLeftByAThreadThatHasEndedIsNotLost() throws Exception {
        OfferSlot own = elsewhere(() -> offered("left"));
        assertNull(offers.begin("a"), "not before that was taken");
        assertEquals("left", offers.take());
        assertSame(own, offered("a"));
    }

    @Test
    void itIsEmptyUnlessSomethingIsOfferedInOneOfThem() throws Exception {
        assertTrue(offers.isEmpty());
        OfferSlot own = offered("a");
        assertFalse(offers.isEmpty());
        OfferSlot shared = elsewhere(() -> offered("b"));
        assertEquals("a", offers.take());
        assertFalse(offers.isEmpty());
        assertNull(shared.end("b"));
        assertTrue(offers.isEmpty());
        assertSame(Engine.SENT, own.end("a"));
    }

    @Test
    void theEndRefusesWhatIsOfferedInBoth() throws Exception {
        OfferSlot own = offered("a");
        OfferSlot shared = elsewhere(() -> offered("b"));
        offers.refuse();
        assertTrue(offers.isEmpty());
        assertNull(offers.take());
        assertSame(Engine.ENDED, own.end("a"));
        assertSame(Engine.ENDED, shared.end("b"));
        assertNull(offers.begin("c"));
        assertNull(elsewhere(() -> offers.begin("c")));
        offers.refuse();
        assertSame(Engine.ENDED, own.end("a"), "it stays so");
    }

    @Test
    void whatWasTakenBeforeTheEndWasSent() throws Exception {
        OfferSlot own = offered("a");
        OfferSlot shared = elsewhere(() -> offered("b"));
        assertEquals("a", offers.take());
        assertEquals("b", offers.take());
        offers.refuse();
        assertSame(Engine.SENT, own.end("a"));
        assertSame(Engine.SENT, shared.end("b"));
    }

    /** The second slot is made when it is needed: not after the end. */
    @Test
    void afterTheEndNobodyOffersInASlotThatWasNotThereBefore() throws Exception {
        assertNull(offered("own").end("own"));
        offers.refuse();
        assertNull(elsewhere(() -> offers.begin("a")));
        assertTrue(offers.isEmpty());
        assertNull(new Offers().take(), "and others have nothing to do with that");
        assertNotNull(new Offers().begin("a"));
    }
}
