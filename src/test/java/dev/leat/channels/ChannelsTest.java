package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made, and the pairs it is handed out in. */
class ChannelsTest {
    @Test
    void anUnboundedChannelIsAPairOfHandles() {
        UnboundedChannel<Integer> channel = Channels.unbounded();
        try (UnboundedSender<Integer> sender = channel.sender(); Receiver<Integer> receiver = channel.receiver()) {
            assertSame(sender, channel.sender());
            assertSame(receiver, channel.receiver());
            assertThrows(NullPointerException.class, () -> new UnboundedChannel<>(null, receiver));
            assertThrows(NullPointerException.class, () -> new UnboundedChannel<>(sender, null));
        }
    }

    @Test
    void aBoundedChannelIsAPairOfHandles() {
        BoundedChannel<Integer> channel = Channels.bounded(1);
        try (Sender<Integer> sender = channel.sender(); Receiver<Integer> receiver = channel.receiver()) {
            assertSame(sender, channel.sender());
            assertSame(receiver, channel.receiver());
            assertThrows(NullPointerException.class, () -> new BoundedChannel<>(null, receiver));
            assertThrows(NullPointerException.class, () -> new BoundedChannel<>(sender, null));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void noCapacityIsNegative(int capacity) {
        assertThrows(IllegalArgumentException.class, () -> Channels.bounded(capacity));
        assertThrows(IllegalArgumentException.class, () -> Channels.named("negative").bounded(capacity));
    }

    @Test
    void aBuilderTakesNoNull() {
        assertThrows(NullPointerException.class, () -> Channels.named(null));
        assertThrows(NullPointerException.class, () -> Channels.onUndelivered(null));
        ChannelBuilder<Integer> builder = Channels.named("orders");
        assertThrows(NullPointerException.class, () -> builder.name(null));
        assertThrows(NullPointerException.class, () -> builder.onUndelivered(null));
    }

    @Test
    void aBuilderMakesEveryFlavour() {
        ChannelBuilder<Integer> builder = Channels.named("orders");
        List<Channel<Integer>> channels = List.of(builder.unbounded(), builder.bounded(7), builder.rendezvous());
        assertEquals(List.of(Integer.MAX_VALUE, 7, 0),
                channels.stream().map(channel -> channel.sender().capacity()).toList());
        for (Channel<Integer> channel : channels) {
            channel.sender().close();
            channel.receiver().close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 7, 100, 127, 128, 129, 1_025})
    void everyCapacityIsExact(int capacity) throws Exception {
        BoundedChannel<Integer> channel = Channels.bounded(capacity);
        try (Sender<Integer> sender = channel.sender(); Receiver<Integer> receiver = channel.receiver()) {
            for (int lap = 0; lap < 3; lap++) {
                for (int i = 0; i < capacity; i++) {
                    assertTrue(sender.trySend(i));
                }
                assertFalse(sender.trySend(-1));
                for (int i = 0; i < capacity; i++) {
                    assertEquals(i, receiver.receive());
                }
            }
        }
    }

    @Test
    void aHugeCapacityCostsNothingByItself() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            BoundedChannel<Integer> channel = Channels.bounded(Integer.MAX_VALUE);
            try (Sender<Integer> sender = channel.sender(); Receiver<Integer> receiver = channel.receiver()) {
                assertEquals(Integer.MAX_VALUE, sender.capacity());
                sender.send(i);
                assertFalse(sender.isFull());
                assertEquals(i, receiver.receive());
            }
        }
    }

    @Test
    void aRendezvousChannelIsABoundedOneWithoutRoom() {
        BoundedChannel<Integer> rendezvous = Channels.rendezvous();
        BoundedChannel<Integer> bounded = Channels.bounded(0);
        try (Sender<Integer> one = rendezvous.sender(); Sender<Integer> other = bounded.sender()) {
            assertEquals(0, one.capacity());
            assertTrue(one.isEmpty() && one.isFull());
            String kind = other.toString().replaceAll("@\\p{XDigit}+", "");
            assertEquals(kind, one.toString().replaceAll("@\\p{XDigit}+", ""));
        }
        rendezvous.receiver().close();
        bounded.receiver().close();
    }

    @Test
    void noUnboundedSendWaitsSoNoneIsInterrupted() {
        UnboundedChannel<Integer> channel = Channels.unbounded();
        try (UnboundedSender<Integer> sender = channel.sender(); Receiver<Integer> receiver = channel.receiver()) {
            UnboundedSender<Integer> second = sender.duplicate();
            for (int i = 0; i < 100_000; i++) {
                second.send(i);
            }
            second.close();
            assertFalse(sender.isFull());
            assertEquals(100_000, receiver.size());
        }
    }
}
