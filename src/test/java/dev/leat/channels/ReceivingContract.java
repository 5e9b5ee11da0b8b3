package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Taking what is there, waiting for what is not. */
abstract class ReceivingContract extends ChannelContract {
    @ParameterizedTest
    @EnumSource
    void takesAMessageThatIsThere(Taking taking) throws Exception {
        Channel<Integer> channel = having(1);
        assertEquals(1, taking.from(channel.receiver()));
        assertEquals(0, channel.receiver().size());
        assertNull(channel.receiver().tryReceive());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DRAIN")
    void takesNoMoreThanOne(Taking taking) throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3);
        assertEquals(1, taking.from(channel.receiver()));
        assertEquals(2, taking.from(channel.receiver()));
        assertEquals(3, channel.receiver().receive());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#attempting")
    void attemptsDoNotWait(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        assertNull(taking.from(channel.receiver()));
        assertEquals(1, channel.receiver().senderCount());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void waitsForAMessage(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> waiting = start(() -> taking.from(channel.receiver())).awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, waiting.get());
        assertNull(channel.receiver().tryReceive());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void waitsAgainAndAgain(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> summing = start(() -> {
            int sum = 0;
            for (int i = 0; i < 20; i++) {
                sum += taking.from(channel.receiver());
            }
            return sum;
        });
        for (int i = 0; i < 20; i++) {
            summing.awaitBlocked();
            channel.sender().send(i);
            Await.until(channel.receiver()::isEmpty, "the message is taken");
        }
        assertEquals(190, summing.get());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void everyWaitingReceiverGetsAMessage(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        List<Task<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Receiver<Integer> receiver = i % 2 == 0 ? channel.receiver() : closing(channel.receiver().duplicate());
            waiting.add(start(() -> taking.from(receiver)).awaitBlocked());
        }
        for (int i = 0; i < 5; i++) {
            channel.sender().send(i);
        }
        Set<Integer> received = new TreeSet<>();
        for (Task<Integer> task : waiting) {
            received.add(task.get());
        }
        assertEquals(Set.of(0, 1, 2, 3, 4), received);
    }

    @Test
    void whoWaitsIsServedInOrderOfArrival() throws Exception {
        Channel<Integer> channel = open();
        List<Task<Integer>> waiting = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            waiting.add(start(channel.receiver()::receive).awaitBlocked());
        }
        waiting.get(1).interrupt();
        assertThrows(InterruptedException.class, waiting.get(1)::get);
        for (int i : new int[] {1, 3, 4, 5}) {
            channel.sender().send(i);
            assertEquals(i, waiting.get(i - 1).get());
        }
    }

    @Test
    void oneMessageReleasesOneReceiver() throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> first = start(channel.receiver()::receive).awaitBlocked();
        Task<Integer> second = start(channel.receiver()::receive).awaitBlocked();
        channel.sender().send(1);
        Await.until(() -> first.isDone() || second.isDone(), "one of them is released");
        Task<Integer> released = first.isDone() ? first : second;
        Task<Integer> waiting = first.isDone() ? second : first;
        assertEquals(1, released.get());
        waiting.awaitBlocked();
        channel.sender().send(2);
        assertEquals(2, waiting.get());
    }

    @Test
    void whatIsSentWhileNobodyWaitsAnymoreIsQueued() throws Exception {
        assumeRoom(1);
        Channel<Integer> channel = open();
        Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, waiting.get());
        channel.sender().send(2);
        assertEquals(1, channel.receiver().size());
        assertEquals(2, channel.receiver().receive());
    }
}
