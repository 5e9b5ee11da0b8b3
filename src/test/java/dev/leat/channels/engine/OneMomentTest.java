package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "Nothing is ready" is true of one moment, not of each channel at its own. */
@Timeout(30)
class OneMomentTest {
    /** Shares one message with another engine: one that is looked at gives it to the other one just before. */
    private static final class Shy extends BareEngine {
        private Shy other;
        private Object message;
        private Object stamp = new Object();
        /** How often it will do that. */
        private int evasions;

        @Override
        boolean isReady(Side side) {
            if (message != null && evasions > 0) {
                evasions--;
                other.message = message;
                other.stamp = new Object();
                stamp = new Object();
                message = null;
            }
            return message != null;
        }

        @Override
        Object poll() {
            Object taken = message;
            message = null;
            return taken;
        }

        @Override
        Object stamp() {
            return stamp;
        }
    }

    private final Shy first = new Shy();
    private final Shy second = new Shy();

    /** There is a message in one of them at each moment. */
    private void hide(int evasions) {
        first.other = second;
        second.other = first;
        first.evasions = evasions;
        second.evasions = evasions;
        first.message = "message";
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 20})
    @SuppressWarnings("unchecked") // an array of options that holds options
    void aSelectFindsTheMessageThatIsAlwaysThere(int evasions) {
        hide(evasions);
        try (var a = new ReceiverHandle<>(first); var b = new ReceiverHandle<>(second)) {
            var select = Chooser.of((Option<Object>[]) new Option<?>[] {
                Option.receive(a, message -> message), Option.receive(b, message -> message)}, false);
            assertEquals("message", select.trySelect());
            assertNull(select.trySelect());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 20})
    void aMergedReceiverFindsTheMessageThatIsAlwaysThere(int evasions) {
        hide(evasions);
        try (var a = new ReceiverHandle<>(first); var b = new ReceiverHandle<>(second)) {
            var merged = new MergeEngine(List.of(a, b));
            assertEquals("message", merged.poll());
            assertNull(merged.poll());
        }
    }

    /** A select in order takes a clause that is ready for one that can be done. */
    @Test
    void aMergedReceiverIsNotReadyBecauseOneOfItsChannelsHasEnded() {
        for (var ended : List.of(LinkedEngine.unbounded(), LinkedEngine.bounded(2), new SlotEngine(),
                new RendezvousEngine())) {
            var lasting = LinkedEngine.unbounded();
            try (var a = new ReceiverHandle<>(ended); var b = new ReceiverHandle<>(lasting)) {
                var merged = new MergeEngine(List.of(a, b));
                ended.offer("last");
                var sender = new BoundedSenderHandle<>(ended);
                sender.openFirst();
                sender.closeExceptionally(new Exception("cause"));
                assertEquals(ended.ready() > 0, merged.isReady(Side.RECEIVER));
                assertEquals(ended.capacity() > 0 ? "last" : null, merged.poll());
                assertFalse(merged.isReady(Side.RECEIVER));
                lasting.offer("message");
                assertTrue(merged.isReady(Side.RECEIVER));
                assertEquals("message", merged.poll());
                assertFalse(merged.isReady(Side.RECEIVER));
                lasting.close();
                assertTrue(merged.isReady(Side.RECEIVER), "the end");
                assertSame(Engine.ENDED, merged.poll());
                assertEquals("cause", merged.cause().getMessage());
            }
        }
    }
}
