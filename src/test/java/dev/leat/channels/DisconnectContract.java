package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the last close of a side means to the other side. */
abstract class DisconnectContract extends ChannelContract {
    @ParameterizedTest
    @EnumSource
    void whatIsQueuedComesBeforeTheEnd(Taking taking) throws Exception {
        Channel<Integer> channel = holding(1);
        channel.sender().close();
        assertTrue(channel.receiver().isDisconnected());
        assertEquals(1, channel.receiver().size());
        assertEquals(1, taking.from(channel.receiver()));
        taking.assertEnds(DisconnectedException.class, () -> taking.from(channel.receiver()));
    }

    @ParameterizedTest
    @EnumSource
    void theEndLasts(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        channel.sender().close();
        for (Receiver<Integer> receiver : List.of(channel.receiver(), second, channel.receiver())) {
            taking.assertEnds(DisconnectedException.class, () -> taking.from(receiver));
        }
        Receiver<Integer> third = closing(second.duplicate());
        taking.assertEnds(DisconnectedException.class, () -> taking.from(third));
    }

    @Test
    void aLongBacklogComesBeforeTheEnd() throws Exception {
        assumeRoom(1_000);
        for (int length : List.of(1, 31, 32, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1_000)) {
            Channel<Integer> channel = open();
            for (int i = 0; i < length; i++) {
                channel.sender().send(i);
            }
            channel.sender().close();
            for (int i = 0; i < length; i++) {
                assertEquals(i, channel.receiver().tryReceive());
            }
            assertThrows(DisconnectedException.class, channel.receiver()::tryReceive);
            assertEquals(0, channel.receiver().size());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void theLastSenderWakesEveryWaitingReceiver(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        List<Task<Integer>> waiting = new ArrayList<>();
        for (Receiver<Integer> receiver : List.of(channel.receiver(), second, channel.receiver(), second)) {
            waiting.add(start(() -> taking.from(receiver)).awaitBlocked());
        }
        channel.sender().close();
        for (Task<Integer> task : waiting) {
            taking.assertEnds(DisconnectedException.class, task::get);
        }
    }

    @Test
    void everySenderHasToClose() throws Exception {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        Sender<Integer> third = closing(second.duplicate());
        Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
        channel.sender().close();
        third.close();
        assertFalse(channel.receiver().isDisconnected());
        assertNull(channel.receiver().tryReceive());
        waiting.awaitBlocked();
        second.send(1);
        assertEquals(1, waiting.get());
        second.close();
        assertTrue(channel.receiver().isDisconnected());
        assertThrows(DisconnectedException.class, channel.receiver()::receive);
    }

    @Test
    void noSendSucceedsAfterTheLastReceiver() throws Exception {
        Channel<Integer> channel = open();
        assertFalse(channel.sender().isDisconnected());
        channel.receiver().close();
        assertTrue(channel.sender().isDisconnected());
        assertNoSends(channel.sender());
        assertEquals(0, channel.sender().size());
    }

    @Test
    void everyReceiverHasToClose() throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        channel.receiver().close();
        assertFalse(channel.sender().isDisconnected());
        Task<Integer> receiving = start(second::receive);
        channel.sender().send(1);
        assertEquals(1, receiving.get());
        second.close();
        assertTrue(channel.sender().isDisconnected());
        assertNoSends(channel.sender());
    }

    @Test
    void messagesOutliveAReceiverThatIsNotTheLast() throws Exception {
        Channel<Integer> channel = holding(1, 2);
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        channel.receiver().close();
        assertEquals(2, second.size());
        assertEquals(1, second.receive());
        assertEquals(2, second.receive());
    }

    @Test
    void theLastReceiverDiscardsWhatIsQueued() throws Exception {
        Channel<Integer> channel = holding(1, 2, 3);
        channel.receiver().close();
        assertEquals(0, channel.sender().size());
        assertTrue(channel.sender().isEmpty());
        assertNoSends(channel.sender());
        assertEquals(0, channel.sender().size());
    }

    @Test
    void aLongBacklogIsDiscarded() throws Exception {
        assumeRoom(1_000);
        for (int length : List.of(1, 31, 32, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1_000)) {
            Channel<Integer> channel = open();
            for (int i = 0; i < length; i++) {
                channel.sender().send(i);
            }
            channel.receiver().close();
            assertEquals(0, channel.sender().size());
            assertNoSends(channel.sender());
        }
    }

    @Test
    void aSenderWithoutReceiversMayBeDuplicated() {
        Channel<Integer> channel = open();
        channel.receiver().close();
        Sender<Integer> second = closing(channel.sender().duplicate());
        assertEquals(2, second.senderCount());
        assertTrue(second.isDisconnected());
        assertNoSends(second);
        channel.sender().close();
        assertNoSends(second);
        second.close();
        assertEquals(0, second.senderCount());
    }

    @Test
    void bothSidesMayEndInAnyOrder() throws Exception {
        Channel<Integer> receiverFirst = holding(1);
        receiverFirst.receiver().close();
        receiverFirst.sender().close();
        Channel<Integer> senderFirst = holding(1);
        senderFirst.sender().close();
        senderFirst.receiver().close();
        for (Channel<Integer> channel : List.of(receiverFirst, senderFirst)) {
            assertTrue(channel.sender().isDisconnected());
            assertTrue(channel.receiver().isDisconnected());
            assertEquals(0, channel.receiver().size());
            assertEquals(0, channel.receiver().senderCount());
            assertEquals(0, channel.receiver().receiverCount());
        }
    }

    private static void assertNoSends(Sender<Integer> sender) {
        List<Executable> sends = List.of(
            () -> sender.send(1),
            () -> sender.trySend(1),
            () -> sender.trySend(1, Duration.ZERO),
            () -> sender.trySend(1, Duration.ofHours(1)));
        for (Executable send : sends) {
            DisconnectedException refused = assertThrows(DisconnectedException.class, send);
            assertNull(refused.getCause());
            assertNotNull(refused.getMessage());
        }
    }
}
