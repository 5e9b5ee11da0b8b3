package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Bad input throws before anything else happens, whatever the state of handle, channel and thread. */
abstract class BadInputContract extends ChannelContract {
    private final List<Integer> sink = new ArrayList<>();

    @Test
    void onAnOpenChannel() throws Exception {
        Channel<Integer> channel = open();
        assertBadInputThrows(channel);
        assertMaximumOfNothing(channel.receiver());
        assertEquals(1, channel.sender().senderCount());
        assertEquals(1, channel.sender().receiverCount());
        assertEquals(0, channel.sender().size());
    }

    @Test
    void onAQueueWithMessages() throws Exception {
        Channel<Integer> channel = holding(1, 2);
        assertBadInputThrows(channel);
        assertMaximumOfNothing(channel.receiver());
        assertEquals(2, channel.receiver().size());
        assertEquals(1, channel.receiver().receive());
        assertEquals(2, channel.receiver().receive());
    }

    @Test
    void onAnInterruptedThread() throws Exception {
        Channel<Integer> channel = open();
        interrupted(true, () -> {
            assertBadInputThrows(channel);
            assertMaximumOfNothing(channel.receiver());
            return null;
        });
    }

    @Test
    void onAnEndedChannel() throws Exception {
        Channel<Integer> channel = open();
        channel.sender().closeExceptionally(new Exception("the end"));
        assertBadInputThrows(channel);
        assertMaximumOfNothing(channel.receiver());
    }

    @Test
    void withoutReceivers() throws Exception {
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        channel.receiver().close();
        assertBadInputThrows(channel);
        assertMaximumOfNothing(channel.receiver());
        assertEquals(2, second.senderCount());
    }

    @Test
    void onClosedHandles() throws Exception {
        Channel<Integer> channel = open();
        closing(channel.sender().duplicate());
        closing(channel.receiver().duplicate());
        channel.sender().close();
        channel.receiver().close();
        assertBadInputThrows(channel);
        assertMaximumOfNothing(channel.receiver());
    }

    private void assertBadInputThrows(Channel<Integer> channel) {
        Sender<Integer> sender = channel.sender();
        Receiver<Integer> receiver = channel.receiver();
        List<Executable> nulls = List.of(
            () -> sender.send(null),
            () -> sender.trySend(null),
            () -> sender.trySend(null, Duration.ZERO),
            () -> sender.trySend(null, Duration.ofHours(1)),
            () -> sender.trySend(1, null),
            () -> sender.closeExceptionally(null),
            () -> receiver.tryReceive(null),
            () -> receiver.drainTo(null),
            () -> receiver.drainTo(null, 1),
            () -> receiver.drainTo(null, 0),
            () -> receiver.receiveMany(null, 1),
            () -> receiver.receiveMany(null, 0));
        for (int i = 0; i < nulls.size(); i++) {
            assertThrows(NullPointerException.class, nulls.get(i), "call " + i);
        }
        for (int max : new int[] {-1, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> receiver.drainTo(sink, max));
            assertThrows(IllegalArgumentException.class, () -> receiver.receiveMany(sink, max));
        }
    }

    private void assertMaximumOfNothing(Receiver<Integer> receiver) throws Exception {
        List<Callable<Integer>> nothing = List.of(
            () -> receiver.drainTo(sink, 0),
            () -> receiver.receiveMany(sink, 0));
        for (Callable<Integer> call : nothing) {
            assertEquals(0, call.call());
            assertEquals(List.of(), sink);
        }
    }
}
