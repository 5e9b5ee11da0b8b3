package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code closeExceptionally}: a channel that ends with a cause. */
abstract class CauseContract extends ChannelContract {
    private final Exception cause = new Exception("the disk is on fire");

    @ParameterizedTest
    @EnumSource
    void everyWayToTakeEndsWithTheCause(Taking taking) {
        Channel<Integer> channel = open();
        channel.sender().closeExceptionally(cause);
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        assertEndsWith(cause, taking, channel.receiver());
        assertEndsWith(cause, taking, channel.receiver());
        assertEndsWith(cause, taking, second);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsQueuedComesBeforeTheCause(Taking taking) throws Exception {
        Channel<Integer> channel = holding(1);
        channel.sender().closeExceptionally(cause);
        assertTrue(channel.receiver().isDisconnected());
        assertEquals(1, taking.from(channel.receiver()));
        assertEndsWith(cause, taking, channel.receiver());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void waitingReceiversAreWokenWithTheCause(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        List<Task<Integer>> waiting = new ArrayList<>();
        for (Receiver<Integer> receiver : List.of(channel.receiver(), second)) {
            waiting.add(start(() -> taking.from(receiver)).awaitBlocked());
        }
        channel.sender().closeExceptionally(cause);
        for (Task<Integer> task : waiting) {
            assertSame(cause, assertThrows(DisconnectedException.class, task::get).getCause());
        }
    }

    @Test
    void aLoopGivesOutWhatIsQueuedAndThenTheCause() throws Exception {
        Channel<Integer> channel = holding(1, 2, 3);
        channel.sender().closeExceptionally(cause);
        List<Integer> received = new ArrayList<>();
        assertThrows(DisconnectedException.class, () -> channel.receiver().forEach(received::add));
        assertEquals(List.of(1, 2, 3), received);
        assertThrows(DisconnectedException.class, channel.receiver().stream()::toList);
    }

    @Test
    void otherSendersWorkOn() throws Exception {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
        channel.sender().closeExceptionally(cause);
        assertEquals(1, second.senderCount());
        assertFalse(channel.receiver().isDisconnected());
        assertNull(channel.receiver().tryReceive());
        waiting.awaitBlocked();
        second.send(1);
        assertEquals(1, waiting.get());
        second.close();
        assertEndsWith(cause, Taking.RECEIVE, channel.receiver());
    }

    @Test
    void theFirstCauseWins() {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        Sender<Integer> third = closing(channel.sender().duplicate());
        Exception later = new Exception("later");
        Error last = new Error("last");
        second.closeExceptionally(cause);
        third.closeExceptionally(later);
        channel.sender().closeExceptionally(last);
        assertEndsWith(cause, Taking.RECEIVE, channel.receiver());
        assertArrayEquals(new Throwable[] {later, last}, cause.getSuppressed());
    }

    /** A channel that lives for long, whose senders come and fail, does not grow by each of them. */
    @Test
    void aThousandLaterCausesAreKept() {
        Channel<Integer> channel = open();
        closing(channel.sender().duplicate()).closeExceptionally(cause);
        List<Throwable> later = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            later.add(new Exception("later " + i));
            closing(channel.sender().duplicate()).closeExceptionally(later.get(i));
        }
        channel.sender().close();
        assertEndsWith(cause, Taking.RECEIVE, channel.receiver());
        assertEquals(later.subList(0, 1_000), List.of(cause.getSuppressed()));
    }

    @Test
    void oneCauseMayBeGivenTwice() {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        second.closeExceptionally(cause);
        channel.sender().closeExceptionally(cause);
        assertEndsWith(cause, Taking.RECEIVE, channel.receiver());
        assertEquals(0, cause.getSuppressed().length);
        assertEquals(0, channel.receiver().senderCount());
    }

    @Test
    void aLaterCauseMayBeGivenTwice() {
        Channel<Integer> channel = open();
        Exception later = new Exception("later");
        for (Exception given : List.of(cause, later, later)) {
            closing(channel.sender().duplicate()).closeExceptionally(given);
        }
        channel.sender().close();
        assertEndsWith(cause, Taking.RECEIVE, channel.receiver());
        assertArrayEquals(new Throwable[] {later}, cause.getSuppressed());
    }

    @Test
    void aCauseMayRefuseSuppressedOnes() {
        Throwable strict = new Throwable("strict", null, false, false) {
            private static final long serialVersionUID = 1L;
        };
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        second.closeExceptionally(strict);
        channel.sender().closeExceptionally(cause);
        assertEndsWith(strict, Taking.RECEIVE, channel.receiver());
    }

    @Test
    void aCauseIsNotAskedWhatItEquals() {
        class Odd extends Exception {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean equals(Object other) {
                throw new AssertionError("asked");
            }

            @Override
            public int hashCode() {
                throw new AssertionError("asked");
            }
        }
        Channel<Integer> channel = open();
        Throwable[] later = new Throwable[3];
        List<Sender<Integer>> senders = new ArrayList<>();
        for (int i = 0; i < later.length; i++) {
            later[i] = new Odd();
            senders.add(closing(channel.sender().duplicate()));
        }
        channel.sender().closeExceptionally(cause);
        for (int i = 0; i < later.length; i++) {
            senders.get(i).closeExceptionally(later[i]);
        }
        assertEndsWith(cause, Taking.RECEIVE, channel.receiver());
        assertEquals(later.length, cause.getSuppressed().length);
    }

    @Test
    void onAClosedHandleItDoesNothing() {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        second.close();
        second.closeExceptionally(cause);
        assertEquals(1, channel.sender().senderCount());
        channel.sender().close();
        channel.sender().closeExceptionally(cause);
        assertNull(assertThrows(DisconnectedException.class, channel.receiver()::receive).getCause());
    }

    @Test
    void aHandleClosesWithOneCause() {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        second.closeExceptionally(cause);
        second.closeExceptionally(new Exception("too late"));
        second.close();
        assertEquals(1, channel.sender().senderCount());
        assertThrows(IllegalStateException.class, () -> second.send(1));
        channel.sender().close();
        assertEndsWith(cause, Taking.RECEIVE, channel.receiver());
        assertEquals(0, cause.getSuppressed().length);
    }

    @Test
    void withoutReceiversItJustCloses() {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        channel.receiver().close();
        second.closeExceptionally(cause);
        assertEquals(1, channel.sender().senderCount());
        assertNull(assertThrows(DisconnectedException.class, () -> channel.sender().send(1)).getCause());
        channel.sender().closeExceptionally(cause);
        assertEquals(0, channel.sender().senderCount());
    }

    @Test
    void sendersAreNotToldTheCause() {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        second.closeExceptionally(cause);
        channel.receiver().close();
        assertNull(assertThrows(DisconnectedException.class, () -> channel.sender().send(1)).getCause());
    }

    @Test
    void aClosedReceiverIsNotToldTheCause() {
        Channel<Integer> channel = open();
        channel.sender().closeExceptionally(cause);
        channel.receiver().close();
        channel.receiver().forEach(message -> {
            throw new AssertionError(message);
        });
        assertFalse(channel.receiver().available().iterator().hasNext());
        assertThrows(IllegalStateException.class, channel.receiver()::receive);
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void aReceiverThatIsClosedWhileItWaitsIsNotToldTheCause(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        second.closeExceptionally(cause);
        Task<Integer> waiting = start(() -> taking.from(channel.receiver())).awaitBlocked();
        channel.receiver().close();
        taking.assertEnds(IllegalStateException.class, waiting::get);
    }

    @Test
    void everySelectEndsWithTheCause() throws Exception {
        Channel<Integer> channel = open();
        Channel<Integer> quiet = open();
        Task<Integer> waiting = start(() -> Select.select(
                Select.receive(quiet.receiver(), message -> message),
                Select.receive(channel.receiver(), message -> message))).awaitBlocked();
        channel.sender().closeExceptionally(cause);
        assertSame(cause, assertThrows(DisconnectedException.class, waiting::get).getCause());
        Clause<Object> clause = Select.receive(channel.receiver(), message -> message);
        assertSame(cause, assertThrows(DisconnectedException.class, () -> Select.select(clause)).getCause());
        assertSame(cause, assertThrows(DisconnectedException.class, () -> Select.of(clause).trySelect()).getCause());
        assertSame(cause, Select.select(clause.onDisconnect(DisconnectedException::getCause)));
        quiet.sender().close();
        assertSame(cause, assertThrows(DisconnectedException.class, () -> Select.selectInOrder(
                Select.receive(quiet.receiver(), message -> message).untilDisconnected(),
                clause.untilDisconnected())).getCause());
    }

    @Test
    void aSelectGivesWhatIsQueuedBeforeTheCause() throws Exception {
        Channel<Integer> channel = holding(1, 2);
        channel.sender().closeExceptionally(cause);
        Clause<Integer> clause = Select.receive(channel.receiver(), message -> message);
        assertEquals(1, Select.select(clause));
        assertEquals(2, Select.select(clause));
        assertSame(cause, assertThrows(DisconnectedException.class, () -> Select.select(clause)).getCause());
    }

    @Test
    void everyBatchGivesWhatIsQueuedBeforeTheCause() throws Exception {
        Channel<Integer> channel = holding(1, 2);
        Sender<Integer> failing = closing(channel.sender().duplicate());
        failing.closeExceptionally(cause);
        channel.sender().close();
        List<Integer> received = new ArrayList<>();
        assertEquals(2, channel.receiver().receiveMany(received, 10));
        assertEquals(List.of(1, 2), received);
        assertSame(cause, assertThrows(DisconnectedException.class,
                () -> channel.receiver().receiveMany(received, 10)).getCause());
        assertSame(cause, assertThrows(DisconnectedException.class,
                () -> channel.receiver().drainTo(received)).getCause());
        assertEquals(0, channel.receiver().drainTo(received, 0));
    }

    /** One of several fails in the middle: all that all of them sent comes first, and nobody is told too early. */
    @Test
    void oneOfSeveralSendersThatFailsCostsNoMessage() throws Exception {
        int messages = 1_000;
        Channel<Integer> channel = open();
        List<Task<Void>> sending = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            boolean fails = i == 2;
            int count = fails ? messages / 2 : messages;
            Sender<Integer> sender = closing(channel.sender().duplicate());
            sending.add(start(() -> {
                for (int number = 0; number < count; number++) {
                    sender.send(number);
                }
                if (fails) {
                    sender.closeExceptionally(cause);
                }
                sender.close();
                return null;
            }));
        }
        channel.sender().close();
        List<Integer> received = new ArrayList<>();
        DisconnectedException end =
                assertThrows(DisconnectedException.class, () -> channel.receiver().forEach(received::add));
        assertSame(cause, end.getCause());
        assertEquals(3 * messages + messages / 2, received.size());
        for (Task<Void> task : sending) {
            task.get();
        }
    }

    @Test
    void causesOfManyAtOnceAreAllKept() throws Exception {
        Channel<Integer> channel = open();
        List<Task<Exception>> failing = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Sender<Integer> sender = closing(channel.sender().duplicate());
            Exception own = new Exception("cause " + i);
            failing.add(start(() -> {
                sender.closeExceptionally(own);
                return own;
            }));
        }
        channel.sender().close();
        List<Throwable> given = new ArrayList<>();
        for (Task<Exception> task : failing) {
            given.add(task.get());
        }
        Throwable first = assertThrows(DisconnectedException.class, channel.receiver()::receive).getCause();
        List<Throwable> kept = new ArrayList<>(List.of(first.getSuppressed()));
        kept.add(first);
        assertEquals(given.size(), kept.size());
        assertTrue(kept.containsAll(given));
    }

    private static void assertEndsWith(Throwable cause, Taking taking, Receiver<Integer> receiver) {
        DisconnectedException end = assertThrows(DisconnectedException.class, () -> taking.from(receiver));
        assertSame(cause, end.getCause());
    }
}
