package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Weak senders: a way back to the senders' side that does not keep the channel open. */
@ExtendWith(QuietReports.class)
abstract class WeakSenderContract extends StressContract {
    @Test
    void anUpgradedSenderIsCountedAndSends() throws Exception {
        Channel<Integer> channel = open();
        WeakSender<Integer> weak = channel.sender().weak();
        assertEquals(1, channel.receiver().senderCount());
        Sender<Integer> upgraded = closing(weak.upgrade().orElseThrow());
        assertNotSame(channel.sender(), upgraded);
        assertTrue(upgraded.sameChannel(channel.sender()));
        assertEquals(channel.sender().getClass(), upgraded.getClass());
        assertEquals(2, channel.receiver().senderCount());
        Task<Void> sending = sending(upgraded, 1);
        assertEquals(1, channel.receiver().receive());
        sending.get();
        channel.sender().close();
        assertFalse(channel.receiver().isDisconnected());
        upgraded.close();
        assertTrue(channel.receiver().isDisconnected());
    }

    @Test
    void itOutlivesTheHandleThatItWasMadeFrom() {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        WeakSender<Integer> weak = second.weak();
        second.close();
        Sender<Integer> upgraded = closing(weak.upgrade().orElseThrow());
        channel.sender().close();
        Sender<Integer> again = closing(weak.upgrade().orElseThrow());
        upgraded.close();
        assertEquals(1, again.senderCount());
    }

    @Test
    void itDoesNotKeepTheChannelOpen() throws Exception {
        Channel<Integer> channel = open();
        WeakSender<Integer> weak = channel.sender().weak();
        Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
        channel.sender().close();
        assertThrows(DisconnectedException.class, waiting::get);
        assertEquals(Optional.empty(), weak.upgrade());
        assertEquals(Optional.empty(), weak.upgrade());
        assertEquals(0, channel.receiver().senderCount());
    }

    @Test
    void withoutReceiversItCanBeUpgraded() {
        Channel<Integer> channel = open();
        WeakSender<Integer> weak = channel.sender().weak();
        channel.receiver().close();
        Sender<Integer> upgraded = closing(weak.upgrade().orElseThrow());
        assertThrows(DisconnectedException.class, () -> upgraded.trySend(1));
    }

    @Test
    void aClosedSenderMakesNone() {
        Channel<Integer> channel = open();
        closing(channel.sender().duplicate());
        channel.sender().close();
        assertThrows(IllegalStateException.class, channel.sender()::weak);
    }

    @Test
    void itTellsItsChannel() {
        Channel<Integer> channel = open();
        WeakSender<Integer> weak = channel.sender().weak();
        assertTrue(weak.toString().contains(kind()), weak::toString);
        channel.sender().close();
        assertTrue(weak.toString().contains(kind()), weak::toString);
    }

    @Test
    void itDoesNotKeepASenderFromBeingForgotten() throws Exception {
        List<WeakSender<Integer>> weak = new ArrayList<>();
        List<Object> kept = new ArrayList<>(); // until there is somebody who waits: a collection may come at any time
        Receiver<Integer> receiver = closing(receiverOfForgottenSender(weak, kept));
        Task<Integer> waiting = start(() -> (int) receiver.stream().count()).awaitBlocked();
        kept.clear();
        Await.collecting(waiting::isDone, "the end");
        assertEquals(0, waiting.get());
        assertEquals(Optional.empty(), weak.get(0).upgrade());
        Reference.reachabilityFence(weak);
    }

    private Receiver<Integer> receiverOfForgottenSender(List<WeakSender<Integer>> weak, List<Object> kept) {
        Channel<Integer> channel = make();
        kept.add(channel.sender());
        weak.add(channel.sender().weak());
        return channel.receiver();
    }

    /** An upgrade gets a sender that counts, or none: what it sends is received before the end. */
    @Test
    void anUpgradeAgainstTheLastClose() {
        rounds(500, random -> {
            Channel<Integer> channel = make();
            WeakSender<Integer> weak = channel.sender().weak();
            SplittableRandom first = random.split();
            SplittableRandom second = random.split();
            SplittableRandom third = random.split();
            Task<List<Integer>> receiving = start(() -> channel.receiver().stream().toList());
            List<Task<Boolean>> racing = race(upgradingAndSending(weak, 1, first), upgradingAndSending(weak, 2, second),
                    () -> {
                        dawdle(third);
                        channel.sender().close();
                        return true;
                    });
            List<Boolean> sent = results(racing);
            List<Integer> received = receiving.get();
            assertEquals(sent.get(0), received.contains(1));
            assertEquals(sent.get(1), received.contains(2));
            assertEquals(Optional.empty(), weak.upgrade());
            assertEquals(0, channel.receiver().senderCount());
            assertThrows(DisconnectedException.class, channel.receiver()::tryReceive);
            channel.receiver().close();
        });
    }

    private static Callable<Boolean> upgradingAndSending(
            WeakSender<Integer> weak, int message, SplittableRandom random) {
        return () -> {
            dawdle(random);
            Optional<Sender<Integer>> upgraded = weak.upgrade();
            if (upgraded.isEmpty()) {
                return false;
            }
            try (Sender<Integer> sender = upgraded.get()) {
                sender.send(message);
                return true;
            }
        };
    }

    @Test
    void theEndIsForGood() {
        Channel<Integer> channel = open();
        WeakSender<Integer> weak = channel.sender().weak();
        channel.sender().closeExceptionally(new Exception("over"));
        assertNull(weak.upgrade().orElse(null));
        assertThrows(DisconnectedException.class, channel.receiver()::tryReceive);
    }
}
