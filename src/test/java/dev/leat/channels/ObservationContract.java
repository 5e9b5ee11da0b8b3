package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The methods that only look. */
abstract class ObservationContract extends ChannelContract {
    @Test
    void sizeCountsWhatIsQueued() throws Exception {
        int most = Math.min(capacity(), 1_000);
        Channel<Integer> channel = open();
        assertSize(0, channel);
        for (int i = 1; i <= most; i++) {
            channel.sender().send(i);
            assertSize(i, channel);
        }
        for (int i = most - 1; i >= 0; i--) {
            channel.receiver().receive();
            assertSize(i, channel);
        }
        for (int i = 0; i < 1_000; i++) {
            Task<Void> sending = sending(channel.sender(), i);
            assertEquals(i, channel.receiver().receive());
            sending.get();
            assertSize(0, channel);
        }
    }

    private void assertSize(int size, Channel<?> channel) {
        assertEquals(size, channel.sender().size());
        assertEquals(size, channel.receiver().size());
        assertEquals(size == 0, channel.sender().isEmpty());
        assertEquals(size == 0, channel.receiver().isEmpty());
        assertEquals(size == capacity(), channel.sender().isFull());
        assertEquals(size == capacity(), channel.receiver().isFull());
    }

    @Test
    void sizeDoesNotCountWhoWaits() throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> first = start(channel.receiver()::receive).awaitBlocked();
        Task<Integer> second = start(channel.receiver()::receive).awaitBlocked();
        assertSize(0, channel);
        channel.sender().send(1);
        channel.sender().send(2);
        assertEquals(3, first.get() + second.get());
        assertSize(0, channel);
    }

    @Test
    void sizeIsRightAfterAThrowingSink() throws Exception {
        Channel<Integer> channel = holding(1, 2, 3);
        assertThrows(UnsupportedOperationException.class, () -> channel.receiver().drainTo(List.of()));
        assertSize(2, channel);
        assertEquals(2, channel.receiver().receive());
    }

    @Test
    void capacityIsWhatWasAskedFor() {
        Channel<Integer> channel = open();
        assertEquals(capacity(), channel.sender().capacity());
        assertEquals(capacity(), channel.receiver().capacity());
    }

    @Test
    void handlesKnowTheirChannel() {
        Channel<Integer> channel = open();
        Channel<Integer> other = open();
        Sender<Integer> sender = closing(channel.sender().duplicate());
        Receiver<Integer> receiver = closing(channel.receiver().duplicate());
        for (int i = 0; i < 2; i++) {
            assertTrue(sender.sameChannel(sender));
            assertTrue(sender.sameChannel(channel.sender()));
            assertTrue(channel.sender().sameChannel(sender));
            assertFalse(sender.sameChannel(other.sender()));
            assertFalse(sender.sameChannel(null));
            assertTrue(receiver.sameChannel(receiver));
            assertTrue(receiver.sameChannel(channel.receiver()));
            assertTrue(channel.receiver().sameChannel(receiver));
            assertFalse(receiver.sameChannel(other.receiver()));
            assertFalse(receiver.sameChannel(null));
            sender.close();
            receiver.close();
        }
    }

    @Test
    void closedHandlesStillLook() throws Exception {
        Channel<Integer> channel = holding(1, 2);
        Sender<Integer> sender = closing(channel.sender().duplicate());
        Receiver<Integer> receiver = closing(channel.receiver().duplicate());
        channel.sender().close();
        channel.receiver().close();
        assertSize(2, channel);
        assertEquals(capacity(), channel.receiver().capacity());
        assertEquals(1, channel.sender().senderCount());
        assertEquals(1, channel.receiver().receiverCount());
        assertFalse(channel.sender().isDisconnected());
        assertFalse(channel.receiver().isDisconnected());
        sender.close();
        assertTrue(channel.receiver().isDisconnected());
        receiver.close();
        assertTrue(channel.sender().isDisconnected());
        assertSize(0, channel);
    }

    @Test
    void toStringTellsKindSizeAndCounts() throws Exception {
        assumeRoom(13);
        Channel<Integer> channel = open();
        for (int i = 0; i < 13; i++) {
            channel.sender().send(1_000 + i);
        }
        for (int i = 1; i < 17; i++) {
            closing(channel.sender().duplicate());
        }
        for (int i = 1; i < 19; i++) {
            closing(channel.receiver().duplicate());
        }
        List<Object> handles = new ArrayList<>(List.of(channel.sender(), channel.receiver()));
        handles.add(closing(channel.sender().duplicate()));
        handles.add(closing(channel.receiver().duplicate()));
        for (Object handle : handles) {
            assertTells(handle, 13, 18, 20);
        }
        channel.sender().close();
        channel.receiver().close();
        assertTells(channel.sender(), 13, 17, 19);
        assertTells(channel.receiver(), 13, 17, 19);
    }

    private void assertTells(Object channelOrHandle, int... numbers) {
        String text = channelOrHandle.toString();
        assertTrue(text.contains(kind()), text);
        for (int number : numbers) {
            assertTrue(Pattern.compile("\\b" + number + "\\b").matcher(text).find(), number + " in " + text);
        }
        if (capacity() < Integer.MAX_VALUE) {
            assertTrue(Pattern.compile("\\b" + capacity() + "\\b").matcher(text).find(), "the capacity in " + text);
        }
    }

    @Test
    void toStringDoesNotTellMessages() throws Exception {
        Object secret = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("asked");
            }
        };
        Channel<Object> channel = holding(secret);
        assertFalse(channel.sender().toString().isBlank());
        assertFalse(channel.receiver().toString().isBlank());
        assertFalse(channel.toString().isBlank());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void aThreadDumpNamesTheChannel(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        for (int i = 1; i < 17; i++) {
            closing(channel.sender().duplicate());
        }
        for (int i = 1; i < 19; i++) {
            closing(channel.receiver().duplicate());
        }
        Task<Integer> waiting = start(() -> taking.from(channel.receiver())).awaitBlocked();
        Object blocker = LockSupport.getBlocker(waiting.thread());
        assertNotNull(blocker);
        assertTells(blocker, 0, 17, 19);
        channel.sender().send(1);
        assertEquals(1, waiting.get());
        assertNull(LockSupport.getBlocker(waiting.thread()));
    }
}
