package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Counted handles and their own close. */
abstract class HandleContract extends ChannelContract {
    @Test
    void everyDuplicateCounts() {
        Channel<Integer> channel = open();
        Sender<Integer> sender = closing(channel.sender().duplicate());
        Receiver<Integer> receiver = closing(channel.receiver().duplicate());
        Receiver<Integer> another = closing(receiver.duplicate());
        assertNotSame(channel.sender(), sender);
        assertNotSame(channel.receiver(), receiver);
        assertCounts(2, 3, channel);
        another.close();
        assertCounts(2, 2, channel);
        channel.sender().close();
        assertCounts(1, 2, channel);
        receiver.close();
        channel.receiver().close();
        assertCounts(1, 0, channel);
        sender.close();
        assertCounts(0, 0, channel);
    }

    @Test
    void aSecondCloseDoesNothing() throws Exception {
        Channel<Integer> channel = open();
        Sender<Integer> sender = closing(channel.sender().duplicate());
        Receiver<Integer> receiver = closing(channel.receiver().duplicate());
        for (int i = 0; i < 3; i++) {
            channel.sender().close();
            channel.receiver().close();
            assertCounts(1, 1, channel);
        }
        Task<Void> sending = sending(sender, 1);
        assertEquals(1, receiver.receive());
        sending.get();
    }

    @Test
    void aClosedSenderIsOfNoUse() {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        second.close();
        assertSenderIsOfNoUse(second);
        channel.receiver().close();
        assertSenderIsOfNoUse(second);
        channel.sender().close();
        assertSenderIsOfNoUse(second);
        assertSenderIsOfNoUse(channel.sender());
    }

    private static void assertSenderIsOfNoUse(Sender<Integer> closed) {
        List<Executable> uses = List.of(
            () -> closed.send(1),
            () -> closed.trySend(1),
            () -> closed.trySend(1, Duration.ZERO),
            () -> closed.trySend(1, Duration.ofHours(1)),
            closed::duplicate);
        for (Executable use : uses) {
            assertThrows(IllegalStateException.class, use);
        }
        assertEquals(0, closed.size());
    }

    @ParameterizedTest
    @EnumSource
    void aClosedReceiverIsOfNoUse(Taking taking) throws Exception {
        Channel<Integer> channel = holding(1, 2);
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        second.close();
        taking.assertEnds(IllegalStateException.class, () -> taking.from(second));
        assertEquals(2, channel.receiver().size());
        channel.sender().close();
        taking.assertEnds(IllegalStateException.class, () -> taking.from(second));
        assertEquals(2, channel.receiver().size());
        channel.receiver().close();
        taking.assertEnds(IllegalStateException.class, () -> taking.from(second));
        taking.assertEnds(IllegalStateException.class, () -> taking.from(channel.receiver()));
        assertThrows(IllegalStateException.class, second::duplicate);
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void closingAHandleWakesWhoWaitsOnIt(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        Task<Integer> waiting = start(() -> taking.from(second)).awaitBlocked();
        Task<Integer> alsoWaiting = start(() -> taking.from(second)).awaitBlocked();
        second.close();
        taking.assertEnds(IllegalStateException.class, waiting::get);
        taking.assertEnds(IllegalStateException.class, alsoWaiting::get);
        assertCounts(1, 1, channel);
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void closingTheLastReceiverWakesWhoWaitsOnIt(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> waiting = start(() -> taking.from(channel.receiver())).awaitBlocked();
        channel.receiver().close();
        taking.assertEnds(IllegalStateException.class, waiting::get);
        assertTrue(channel.sender().isDisconnected());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void closingAHandleDoesNotDisturbItsDuplicates(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        Task<Integer> closed = start(() -> taking.from(second)).awaitBlocked();
        Task<Integer> waiting = start(() -> taking.from(channel.receiver())).awaitBlocked();
        second.close();
        taking.assertEnds(IllegalStateException.class, closed::get);
        waiting.awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, waiting.get());
    }

    @Test
    void aMessageThatMeetsAClosedWaiterGoesToTheNext() throws Exception {
        for (int round = 0; round < 50; round++) {
            Channel<Integer> channel = open();
            Receiver<Integer> second = closing(channel.receiver().duplicate());
            Task<Integer> closed = start(second::receive).awaitBlocked();
            Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
            Task<Void> sending = sending(channel.sender(), 1);
            second.close();
            try {
                assertEquals(1, closed.get());
                channel.sender().send(2);
                assertEquals(2, waiting.get());
            } catch (IllegalStateException tooLate) {
                assertEquals(1, waiting.get());
            }
            sending.get();
        }
    }

    @Test
    void closingNeverThrows() {
        Channel<Integer> channel = open();
        channel.receiver().close();
        channel.sender().close();
        Thread.currentThread().interrupt();
        Channel<Integer> another = open();
        another.sender().close();
        another.receiver().close();
        another.sender().close();
        another.receiver().close();
        assertTrue(Thread.interrupted());
        assertCounts(0, 0, another);
    }

    @Test
    void theEndOfATryStatementCloses() throws Exception {
        Channel<Integer> channel = open();
        Task<Void> sending = start(() -> {
            try (Sender<Integer> sender = channel.sender()) {
                sender.send(1);
                throw new IllegalArgumentException("died half way");
            }
        });
        try (Receiver<Integer> receiver = channel.receiver()) {
            assertEquals(1, receiver.receive());
            assertThrows(DisconnectedException.class, receiver::receive);
        }
        assertThrows(IllegalArgumentException.class, sending::get);
        assertCounts(0, 0, channel);
    }

    @Test
    void channelsHaveNothingInCommon() throws Exception {
        Channel<Integer> channel = open();
        Channel<Integer> other = open();
        Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
        other.sender().close();
        other.receiver().close();
        assertFalse(channel.receiver().isDisconnected());
        assertFalse(channel.sender().isDisconnected());
        waiting.awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, waiting.get());
    }

    private static void assertCounts(int senders, int receivers, Channel<?> channel) {
        assertEquals(senders, channel.sender().senderCount());
        assertEquals(senders, channel.receiver().senderCount());
        assertEquals(receivers, channel.sender().receiverCount());
        assertEquals(receivers, channel.receiver().receiverCount());
    }
}
