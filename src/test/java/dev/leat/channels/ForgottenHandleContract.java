package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Handles that became unreachable without a close. ForgottenHandleReportTest tells how they are reported. */
@ExtendWith(QuietReports.class)
abstract class ForgottenHandleContract extends ChannelContract {
    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void aForgottenSenderEndsTheChannel(Taking taking) throws Exception {
        Channel<Object> channel = make();
        Receiver<Object> receiver = closing(channel.receiver());
        Task<Object> waiting = start(() -> taking.from(receiver)).awaitBlocked();
        Reference.reachabilityFence(channel); // kept until now: a collection may come at any time
        channel = null;
        Await.collecting(waiting::isDone, "the end");
        taking.assertEnds(DisconnectedException.class, waiting::get);
        assertEquals(0, receiver.senderCount());
    }

    private Receiver<Object> receiverOfForgottenSender() {
        return this.<Object>make().receiver();
    }

    @Test
    void whatAForgottenSenderSentIsReceived() throws Exception {
        assumeRoom(2);
        Receiver<Integer> receiver = closing(receiverOfMessages());
        Await.collecting(receiver::isDisconnected, "the end");
        assertEquals(List.of(1, 2), receiver.stream().toList());
    }

    private Receiver<Integer> receiverOfMessages() throws InterruptedException {
        Channel<Integer> channel = make();
        channel.sender().send(1);
        channel.sender().send(2);
        return channel.receiver();
    }

    @Test
    void aForgottenReceiverDisconnectsTheSenders() throws Exception {
        Sender<Object> sender = closing(senderOfForgottenReceiver());
        Await.collecting(sender::isDisconnected, "nobody receives");
        assertThrows(DisconnectedException.class, () -> sender.send(1));
        assertEquals(0, sender.receiverCount());
    }

    private Sender<Object> senderOfForgottenReceiver() {
        return this.<Object>make().sender();
    }

    @Test
    void aForgottenReceiverReleasesWhatIsQueued() throws Exception {
        assumeRoom(1);
        Channel<Object> channel = make();
        Sender<Object> sender = closing(channel.sender());
        WeakReference<?> message = sendOneTo(sender);
        Reference.reachabilityFence(channel); // kept until now: a collection may come at any time
        channel = null;
        Await.collected(List.of(message));
        assertTrue(sender.isEmpty());
    }

    private static WeakReference<?> sendOneTo(Sender<Object> sender) throws InterruptedException {
        Object message = new Object();
        sender.send(message);
        return new WeakReference<>(message);
    }

    @Test
    void aForgottenDuplicateIsCountedNoMore() throws Exception {
        Channel<Integer> channel = open();
        forgetDuplicates(channel);
        Sender<Integer> sender = channel.sender();
        Await.collecting(() -> sender.senderCount() == 1 && sender.receiverCount() == 1, "one each");
        Task<Void> sending = sending(sender, 1);
        assertEquals(1, channel.receiver().receive());
        sending.get();
    }

    private static void forgetDuplicates(Channel<Integer> channel) {
        for (int i = 0; i < 100; i++) {
            channel.sender().duplicate();
            channel.receiver().duplicate();
        }
    }

    @Test
    void aChannelThatIsForgottenAsAWholeIsReleased() throws Exception {
        assumeRoom(1);
        Await.collected(List.of(forgetChannelWithMessage()));
    }

    private WeakReference<?> forgetChannelWithMessage() throws InterruptedException {
        return sendOneTo(this.<Object>make().sender());
    }

    @Test
    void aForgottenChannelThatHoldsItsOwnHandlesIsReleased() throws Exception {
        assumeRoom(3);
        Await.collected(List.of(forgetChannelWithItsOwnHandles()));
    }

    private WeakReference<?> forgetChannelWithItsOwnHandles() throws InterruptedException {
        Channel<Object> channel = make();
        channel.sender().send(channel);
        channel.sender().send(channel.sender().duplicate());
        return sendOneTo(channel.sender());
    }

    @Test
    void forgottenChannelsThatHoldEachOthersHandlesAreReleased() throws Exception {
        assumeRoom(2);
        Await.collected(List.of(forgetChannelsWithEachOther()));
    }

    private WeakReference<?> forgetChannelsWithEachOther() throws InterruptedException {
        Channel<Object> first = make();
        Channel<Object> second = make();
        first.sender().send(second);
        second.sender().send(first);
        return sendOneTo(first.sender());
    }

    @Test
    void aKeptIteratorKeepsItsReceiver() throws Exception {
        Channel<Integer> channel = make();
        Sender<Integer> sender = closing(channel.sender());
        Iterable<Integer> loop = channel.receiver().stream()::iterator;
        channel = null;
        Receiver<Object> sentinel = closing(receiverOfForgottenSender());
        Await.collecting(sentinel::isDisconnected, "the sentinel's end");
        assertEquals(1, sender.receiverCount());
        Task<Integer> waiting = start(loop.iterator()::next);
        sender.send(1);
        assertEquals(1, waiting.get());
        Reference.reachabilityFence(loop);
    }

    @Test
    void aClosedHandleIsNotForgotten() {
        Channel<Integer> channel = open();
        for (int i = 0; i < 1_000; i++) {
            channel.sender().duplicate().close();
            channel.receiver().duplicate().close();
        }
        Receiver<Object> sentinel = closing(receiverOfForgottenSender());
        Await.collecting(sentinel::isDisconnected, "the sentinel's end");
        assertEquals(1, channel.sender().senderCount());
        assertEquals(1, channel.sender().receiverCount());
        assertNull(channel.receiver().tryReceive());
    }
}
