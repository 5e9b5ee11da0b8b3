package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends that find no room. For flavours with a capacity; that of a rendezvous is 0, so it is always full. */
abstract class FullChannelContract extends ChannelContract {
    /** Opens a channel with as many messages as fit in: -1, -2 and so on. */
    private Channel<Integer> full() throws InterruptedException {
        Channel<Integer> channel = open();
        for (int i = 1; i <= capacity(); i++) {
            assertFalse(channel.sender().isFull());
            channel.sender().send(-i);
        }
        assertTrue(channel.sender().isFull());
        return channel;
    }

    /** Receives what {@link #full()} sent. */
    private void assertFilled(Channel<Integer> channel) throws InterruptedException {
        for (int i = 1; i <= capacity(); i++) {
            assertEquals(-i, channel.receiver().receive());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Putting#waiting")
    void waitsForRoom(Putting putting) throws Exception {
        Channel<Integer> channel = full();
        Task<Boolean> waiting = start(() -> putting.into(channel.sender(), 1)).awaitBlocked();
        assertEquals(capacity(), channel.sender().size());
        int first = channel.receiver().receive();
        assertTrue(waiting.get());
        if (capacity() == 0) {
            assertEquals(1, first);
        } else {
            assertEquals(-1, first);
            for (int i = 2; i <= capacity(); i++) {
                assertEquals(-i, channel.receiver().receive());
            }
            assertEquals(1, channel.receiver().receive());
        }
        assertNull(channel.receiver().tryReceive());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Putting#attempting")
    void attemptsDoNotWait(Putting putting) throws Exception {
        Channel<Integer> channel = full();
        assertFalse(putting.into(channel.sender(), 1));
        assertFalse(interrupted(true, () -> putting.into(channel.sender(), 2)));
        assertFilled(channel);
        assertNull(channel.receiver().tryReceive());
    }

    @ParameterizedTest
    @EnumSource
    void aWaitingReceiverMakesRoom(Putting putting) throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> receiving = start(channel.receiver()::receive).awaitBlocked();
        assertTrue(interrupted(true, () -> putting.into(channel.sender(), 1)));
        assertEquals(1, receiving.get());
    }

    @Test
    void everyMessageThatIsTakenMakesRoomForOne() throws Exception {
        assumeRoom(1);
        Channel<Integer> channel = full();
        for (int i = 0; i < 3 * capacity(); i++) {
            assertNotNull(channel.receiver().tryReceive());
            assertTrue(channel.sender().trySend(i));
            assertFalse(channel.sender().trySend(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT0.001S", "PT0.05S"})
    void neverGivesUpEarly(Duration timeout) throws Exception {
        Channel<Integer> channel = full();
        long start = System.nanoTime();
        assertFalse(channel.sender().trySend(1, timeout));
        long waited = System.nanoTime() - start;
        assertTrue(waited >= timeout.toNanos(), () -> "gave up after " + waited);
        assertFilled(channel);
        assertNull(channel.receiver().tryReceive());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Putting#waiting")
    void anInterruptedThreadDoesNotWait(Putting putting) throws Exception {
        Channel<Integer> channel = full();
        assertThrows(InterruptedException.class, () -> interrupted(false, () -> putting.into(channel.sender(), 1)));
        assertFilled(channel);
        assertNull(channel.receiver().tryReceive());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Putting#waiting")
    void anInterruptEndsTheWait(Putting putting) throws Exception {
        Channel<Integer> channel = full();
        Task<Boolean> waiting = start(() -> {
            assertThrows(InterruptedException.class, () -> putting.into(channel.sender(), 1));
            return Thread.currentThread().isInterrupted();
        }).awaitBlocked();
        waiting.interrupt();
        assertFalse(waiting.get());
        assertFilled(channel);
        assertNull(channel.receiver().tryReceive());
    }

    @Test
    void whoWaitsIsServedInOrderOfArrival() throws Exception {
        Channel<Integer> channel = full();
        List<Task<Void>> waiting = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            waiting.add(sending(channel.sender(), i).awaitBlocked());
        }
        waiting.get(1).interrupt();
        assertThrows(InterruptedException.class, waiting.get(1)::get);
        List<Integer> received = new ArrayList<>();
        for (int i : new int[] {1, 3, 4, 5}) {
            received.add(channel.receiver().receive());
            waiting.get(i - 1).get();
        }
        channel.receiver().drainTo(received);
        assertEquals(List.of(1, 3, 4, 5), received.subList(capacity(), received.size()));
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToTakeServesAWaitingSender(Taking taking) throws Exception {
        Channel<Integer> channel = full();
        Task<Void> waiting = sending(channel.sender(), 1).awaitBlocked();
        assertEquals(capacity() == 0 ? 1 : -1, taking.from(channel.receiver()));
        waiting.get();
    }

    @ParameterizedTest
    @EnumSource
    void batchesMakeRoomForAllTheyTake(BatchContract.Batch batch) throws Exception {
        Channel<Integer> channel = full();
        int senders = Math.max(3, Math.min(capacity(), 10));
        List<Task<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            waiting.add(sending(channel.sender(), i).awaitBlocked());
        }
        List<Integer> received = new ArrayList<>();
        while (received.size() < capacity() + senders) {
            batch.take(channel.receiver(), received);
        }
        for (Task<Void> task : waiting) {
            task.get();
        }
        assertNull(channel.receiver().tryReceive());
    }

    @Test
    void roomThatMeetsAnInterruptGoesToTheNext() throws Exception {
        roomGoesToTheNext(InterruptedException.class, (sender, task) -> task.interrupt());
    }

    @Test
    void roomThatMeetsAClosedWaiterGoesToTheNext() throws Exception {
        roomGoesToTheNext(IllegalStateException.class, (sender, task) -> sender.close());
    }

    /** Of two senders that wait, the first one is disturbed when there is room. */
    private void roomGoesToTheNext(Class<? extends Exception> late, BiConsumer<Sender<Integer>, Task<Void>> disturb)
            throws Exception {
        for (int round = 0; round < 50; round++) {
            Channel<Integer> channel = full();
            Sender<Integer> second = closing(channel.sender().duplicate());
            Task<Void> disturbed = sending(second, 1).awaitBlocked();
            Task<Void> waiting = sending(channel.sender(), 2).awaitBlocked();
            Task<Integer> receiving = start(channel.receiver()::receive);
            disturb.accept(second, disturbed);
            try {
                disturbed.get();
                channel.receiver().receive();
            } catch (InterruptedException | IllegalStateException tooLate) {
                assertEquals(late, tooLate.getClass());
            }
            waiting.get();
            receiving.get();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Putting#waiting")
    void theLastReceiverWakesEveryWaitingSender(Putting putting) throws Exception {
        Channel<Integer> channel = full();
        Sender<Integer> second = closing(channel.sender().duplicate());
        List<Task<Boolean>> waiting = new ArrayList<>();
        for (Sender<Integer> sender : List.of(channel.sender(), second, channel.sender())) {
            waiting.add(start(() -> putting.into(sender, 1)).awaitBlocked());
        }
        channel.receiver().close();
        for (Task<Boolean> task : waiting) {
            assertNull(assertThrows(DisconnectedException.class, task::get).getCause());
        }
        assertEquals(0, channel.sender().size());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Putting#waiting")
    void closingAHandleWakesWhoWaitsOnIt(Putting putting) throws Exception {
        Channel<Integer> channel = full();
        Sender<Integer> second = closing(channel.sender().duplicate());
        Task<Boolean> closed = start(() -> putting.into(second, 1)).awaitBlocked();
        Task<Boolean> waiting = start(() -> putting.into(channel.sender(), 2)).awaitBlocked();
        second.close();
        assertThrows(IllegalStateException.class, closed::get);
        waiting.awaitBlocked();
        List<Integer> received = new ArrayList<>();
        while (received.size() <= capacity()) {
            received.add(channel.receiver().receive());
        }
        assertTrue(waiting.get());
        assertEquals(2, received.get(capacity()));
        assertNull(channel.receiver().tryReceive());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Putting#waiting")
    void closingTheLastSenderWakesWhoWaitsOnIt(Putting putting) throws Exception {
        Channel<Integer> channel = full();
        Task<Boolean> closed = start(() -> putting.into(channel.sender(), 1)).awaitBlocked();
        channel.sender().close();
        assertThrows(IllegalStateException.class, closed::get);
        assertFilled(channel);
        assertThrows(DisconnectedException.class, channel.receiver()::receive);
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Putting#waiting")
    void aThreadDumpNamesTheChannel(Putting putting) throws Exception {
        Channel<Integer> channel = full();
        Task<Boolean> waiting = start(() -> putting.into(channel.sender(), 1)).awaitBlocked();
        Object blocker = LockSupport.getBlocker(waiting.thread());
        assertTrue(blocker.toString().contains(kind()), blocker::toString);
        channel.receiver().receive();
        assertTrue(waiting.get());
    }

    @Test
    void aWithdrawnMessageIsReleased() throws Exception {
        Channel<Object> channel = open();
        for (int i = 0; i < capacity(); i++) {
            channel.sender().send("filling");
        }
        Await.collected(List.of(sendInVain(channel.sender())));
    }

    private static WeakReference<Object> sendInVain(Sender<Object> sender) throws InterruptedException {
        Object message = new Object();
        assertFalse(sender.trySend(message));
        assertFalse(sender.trySend(message, Duration.ofMillis(5)));
        return new WeakReference<>(message);
    }
}
