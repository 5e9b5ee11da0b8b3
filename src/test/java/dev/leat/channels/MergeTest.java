package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several receivers as one. */
@ExtendWith(QuietReports.class)
class MergeTest extends ChannelContract implements Unbounded {
    private static Channel<Integer> ended() {
        Channel<Integer> channel = Channels.rendezvous();
        channel.sender().close();
        return channel;
    }

    /** A channel whose receiver is a merged one: of the channel and others that have ended, and merged once more. */
    private static <T> Receiver<T> merged(Channel<T> channel) {
        Channel<T> quiet = Channels.bounded(1);
        quiet.sender().close();
        Channel<T> silent = Channels.rendezvous();
        silent.sender().close();
        return Channels.merge(quiet.receiver(), Channels.merge(List.of(silent.receiver(), channel.receiver())));
    }

    interface MergedUnbounded extends Unbounded {
        @Override
        default <T> Channel<T> make() {
            UnboundedChannel<T> channel = Channels.unbounded();
            return new UnboundedChannel<>(channel.sender(), merged(channel));
        }
    }

    interface MergedRendezvous extends Bounded {
        @Override
        default int capacity() {
            return 0;
        }

        @Override
        default <T> Channel<T> make() {
            BoundedChannel<T> channel = Channels.rendezvous();
            return new BoundedChannel<>(channel.sender(), merged(channel));
        }
    }

    interface MergedBounded extends Bounded {
        @Override
        default int capacity() {
            return 2;
        }

        @Override
        default <T> Channel<T> make() {
            BoundedChannel<T> channel = Channels.bounded(2);
            return new BoundedChannel<>(channel.sender(), merged(channel));
        }
    }

    @Nested
    class Receiving extends ReceivingContract implements MergedUnbounded {
    }

    @Nested
    class Batches extends BatchContract implements MergedUnbounded {
    }

    @Nested
    class Iteration extends IterationContract implements MergedUnbounded {
    }

    @Nested
    class Causes extends CauseContract implements MergedUnbounded {
    }

    @Nested
    class Interrupts extends InterruptContract implements MergedUnbounded {
    }

    @Nested
    class Timeouts extends TimeoutContract implements MergedUnbounded {
    }

    @Nested
    class CancelStress extends CancelStressContract implements MergedUnbounded {
    }

    @Nested
    class DeliveryStress extends DeliveryStressContract implements MergedUnbounded {
    }

    @Nested
    class EndStress extends EndStressContract implements MergedUnbounded {
    }

    @Nested
    class ReceivingFromRendezvous extends ReceivingContract implements MergedRendezvous {
    }

    @Nested
    class IterationOverRendezvous extends IterationContract implements MergedRendezvous {
    }

    @Nested
    class InterruptsAtRendezvous extends InterruptContract implements MergedRendezvous {
    }

    @Nested
    class CancelStressAtRendezvous extends CancelStressContract implements MergedRendezvous {
    }

    @Nested
    class DeliveryStressAtBounded extends DeliveryStressContract implements MergedBounded {
    }

    @Test
    void itReceivesWhatItsSourcesWouldAndEndsWithTheLast() throws Exception {
        Channel<Integer> one = holding(1, 2);
        Channel<Integer> two = holding(11, 12, 13);
        Receiver<Integer> merged = closing(Channels.merge(one.receiver(), two.receiver()));
        one.sender().close();
        assertFalse(merged.isDisconnected());
        two.sender().close();
        assertTrue(merged.isDisconnected());
        List<Integer> received = merged.stream().toList();
        assertEquals(List.of(1, 2), received.stream().filter(message -> message < 10).toList());
        assertEquals(List.of(11, 12, 13), received.stream().filter(message -> message > 10).toList());
        assertThrows(DisconnectedException.class, merged::receive);
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void whoWaitsIsWokenByEachSourceInTurnAndByTheLastEnd(Taking taking) throws Exception {
        List<Channel<Integer>> channels = List.of(open(), closing(Channels.bounded(1)), closing(Channels.rendezvous()));
        Receiver<Integer> merged = closing(
                Channels.merge(channels.stream().map(Channel::receiver).toList()));
        for (int round = 0; round < 3; round++) {
            for (Channel<Integer> channel : channels) {
                Task<Integer> waiting = start(() -> taking.from(merged)).awaitBlocked();
                channel.sender().send(round);
                assertEquals(round, waiting.get());
            }
        }
        Task<Integer> waiting = start(() -> taking.from(merged)).awaitBlocked();
        channels.get(2).sender().close();
        waiting.awaitBlocked();
        channels.get(0).sender().close();
        waiting.awaitBlocked();
        channels.get(1).sender().close();
        taking.assertEnds(DisconnectedException.class, waiting::get);
    }

    private <T> Channel<T> closing(Channel<T> channel) {
        closing(channel.sender());
        closing(channel.receiver());
        return channel;
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void afterASourceHasEndedTheOthersAreWaitedFor(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> merged = closing(Channels.merge(ended().receiver(), channel.receiver(), ended().receiver()));
        Task<Integer> waiting = start(() -> taking.from(merged)).awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, waiting.get());
    }

    @ParameterizedTest
    @EnumSource
    void ofNoSourcesItHasEnded(Taking taking) throws Exception {
        Receiver<Integer> merged = closing(Channels.merge());
        taking.assertEnds(DisconnectedException.class, () -> taking.from(merged));
        assertTrue(merged.isDisconnected());
        assertEquals(0, merged.capacity());
        assertTrue(closing(Channels.merge(List.of())).isDisconnected());
    }

    @Test
    void causesAreToldAfterAllMessages() throws Exception {
        Channel<Integer> one = open();
        Channel<Integer> two = holding(1, 2);
        Receiver<Integer> merged = closing(Channels.merge(one.receiver(), two.receiver()));
        Exception first = new Exception("first");
        one.sender().closeExceptionally(first);
        assertEquals(1, merged.receive());
        Exception second = new Exception("second");
        two.sender().closeExceptionally(second);
        assertEquals(2, merged.receive());
        DisconnectedException end = assertThrows(DisconnectedException.class, merged::receive);
        Throwable told = end.getCause();
        assertTrue(told == first || told == second);
        assertEquals(List.of(told == first ? second : first), Arrays.asList(told.getSuppressed()));
        assertSame(told, assertThrows(DisconnectedException.class, () -> merged.forEach(message -> { })).getCause());
        assertEquals(1, told.getSuppressed().length);
    }

    @Test
    void theReceiversAreMoved() throws Exception {
        Channel<Integer> one = holding(1);
        Channel<Integer> two = open();
        Receiver<Integer> merged = closing(Channels.merge(one.receiver(), two.receiver()));
        assertThrows(IllegalStateException.class, one.receiver()::tryReceive);
        one.receiver().close();
        assertEquals(1, one.sender().receiverCount());
        assertEquals(1, merged.receive());
        Receiver<Integer> second = closing(merged.duplicate());
        merged.close();
        one.sender().send(2);
        assertEquals(2, second.receive());
        assertFalse(two.sender().isDisconnected());
        one.sender().send(3);
        second.close();
        assertTrue(one.sender().isDisconnected());
        assertTrue(two.sender().isDisconnected());
        assertTrue(one.sender().isEmpty());
    }

    @Test
    void whoWaitedOnAReceiverThatIsMovedIsTold() throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
        closing(Channels.merge(channel.receiver(), ended().receiver()));
        assertThrows(IllegalStateException.class, waiting::get);
    }

    @Test
    void badInputChangesNothing() throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> closed = Channels.never();
        closed.close();
        assertThrows(NullPointerException.class, () -> Channels.merge(channel.receiver(), null));
        assertThrows(NullPointerException.class, () -> Channels.merge((Receiver<Integer>[]) null));
        assertThrows(NullPointerException.class, () -> Channels.merge((List<Receiver<Integer>>) null));
        assertThrows(NullPointerException.class, () -> Channels.merge(Arrays.asList(channel.receiver(), null)));
        assertThrows(IllegalStateException.class, () -> Channels.merge(channel.receiver(), closed));
        assertEquals(1, channel.sender().receiverCount());
        channel.sender().send(1);
        assertEquals(1, channel.receiver().receive());
    }

    @Test
    void aChannelThatIsGivenTwiceCountsOnce() throws Exception {
        Channel<Integer> channel = holding(1, 2);
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        Receiver<Integer> merged = closing(Channels.merge(channel.receiver(), second, second));
        assertEquals(2, merged.size());
        assertEquals(1, merged.senderCount());
        assertEquals(List.of(1, 2), List.of(merged.receive(), merged.receive()));
        Task<Integer> waiting = start(merged::receive).awaitBlocked();
        channel.sender().send(3);
        assertEquals(3, waiting.get());
        merged.close();
        assertTrue(channel.sender().isDisconnected());
    }

    @Test
    void mergingAgainMakesNoLayers() throws Exception {
        Channel<Integer> channel = open();
        Receiver<Integer> merged = Channels.merge(channel.receiver());
        for (int i = 0; i < 10_000; i++) {
            merged = Channels.merge(merged);
        }
        Receiver<Integer> receiver = merged;
        assertEquals(1, channel.sender().receiverCount());
        Task<Integer> waiting = start(receiver::receive).awaitBlocked();
        receiver.close();
        assertThrows(IllegalStateException.class, waiting::get);
        assertTrue(channel.sender().isDisconnected());
    }

    /** Of each source that has ended nothing but its cause is kept. */
    @Test
    void sourcesMayBeAddedOneByOne() throws Exception {
        Channel<Integer> lasting = open();
        Receiver<Integer> merged = Channels.merge(lasting.receiver());
        List<Throwable> causes = new ArrayList<>();
        List<WeakReference<AtomicInteger>> kept = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            AtomicInteger known = new AtomicInteger(); // to its channel
            kept.add(new WeakReference<>(known));
            Channel<Integer> next = Channels.<Integer>onUndelivered(known::addAndGet).unbounded();
            merged = Channels.merge(merged, next.receiver());
            next.sender().send(i);
            assertEquals(i, merged.receive());
            if (i % 100 == 0) {
                causes.add(new Exception("the cause of " + i));
                next.sender().closeExceptionally(causes.get(causes.size() - 1));
            } else {
                next.sender().close();
            }
            assertNull(merged.tryReceive());
        }
        Await.collected(kept.subList(0, kept.size() - 1));
        closing(merged);
        lasting.sender().send(-1);
        lasting.sender().close();
        assertEquals(-1, merged.receive());
        Throwable cause = assertThrows(DisconnectedException.class, merged::receive).getCause();
        assertSame(causes.get(0), cause);
        assertEquals(causes.subList(1, 3), Arrays.asList(cause.getSuppressed()));
    }

    @Test
    void ofManySourcesSomeAreNamed() {
        List<Receiver<Integer>> sources = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            sources.add(Channels.<Integer>named("c" + i).unbounded().receiver());
        }
        Receiver<Integer> merged = closing(Channels.merge(sources));
        assertTrue(merged.toString().contains("\"c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + 2 more\""),
                merged::toString);
        assertFalse(closing(Channels.merge()).toString().contains("\""));
    }

    @Test
    void whatThereIsToSee() throws Exception {
        Channel<Integer> one = closing(Channels.<Integer>bounded(2));
        Channel<Integer> two = closing(Channels.<Integer>bounded(3));
        closing(one.sender().duplicate());
        Receiver<Integer> merged = closing(Channels.merge(one.receiver(), two.receiver()));
        assertEquals(3, merged.senderCount());
        assertEquals(1, merged.receiverCount());
        assertEquals(5, merged.capacity());
        assertTrue(merged.isEmpty());
        for (int i = 0; i < 5; i++) {
            assertFalse(merged.isFull());
            (i < 2 ? one : two).sender().send(i);
        }
        assertEquals(5, merged.size());
        assertTrue(merged.isFull());
        assertTrue(merged.toString().matches(
                "receiver of merged channel \"bounded \\+ bounded\"@[0-9a-f]+\\[size 5, capacity 5, senders 3, receivers 1]"),
                merged::toString);
        List<Integer> sink = new ArrayList<>();
        assertEquals(5, merged.drainTo(sink));
        assertEquals(new TreeSet<>(List.of(0, 1, 2, 3, 4)), new TreeSet<>(sink));
        assertTrue(merged.sameChannel(closing(merged.duplicate())));
        Receiver<Integer> wider = closing(Channels.merge(merged, this.<Integer>open().receiver()));
        assertEquals(Integer.MAX_VALUE, wider.capacity());
        assertFalse(wider.isFull());
        assertTrue(wider.toString().contains("capacity unlimited"), wider::toString);
    }

    @Test
    void theNextIsARandomOneOfThoseThatHaveSomething() throws Exception {
        List<Channel<Integer>> channels = List.of(open(), open(), open(), open());
        for (int i = 0; i < 4; i++) {
            for (int n = 0; n < 12_000 && i < 3; n++) {
                channels.get(i).sender().send(i);
            }
        }
        Receiver<Integer> merged = closing(Channels.merge(channels.stream().map(Channel::receiver).toList()));
        int[] counts = new int[4];
        for (int n = 0; n < 12_000; n++) {
            counts[merged.receive()]++;
        }
        for (int i = 0; i < 3; i++) { // 4000 expected, deviation 104: an order is good for 64 receives
            assertTrue(Math.abs(counts[i] - 4_000) < 800, () -> Arrays.toString(counts));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void noneThatHasSomethingIsPassedOverForLong(int empty) throws Exception {
        List<Channel<Integer>> channels = new ArrayList<>();
        for (int i = 0; i < empty + 4; i++) {
            channels.add(open());
            for (int n = 0; n < 3_000 && i >= empty; n++) {
                channels.get(i).sender().send(i);
            }
        }
        Receiver<Integer> merged = closing(Channels.merge(channels.stream().map(Channel::receiver).toList()));
        int[] last = new int[channels.size()];
        for (int n = 1; n <= 3_000; n++) {
            last[merged.receive()] = n;
            for (int i = empty; i < channels.size(); i++) {
                int passedOver = n - last[i];
                assertTrue(passedOver < 2 * channels.size(), () -> passedOver + " times");
            }
        }
    }

    @Test
    void thoseThatHaveSomethingInEachSecondReceiveAreNextEquallyOften() throws Exception {
        List<Channel<Integer>> channels = List.of(open(), open(), open(), open());
        Receiver<Integer> merged = closing(Channels.merge(channels.stream()
                .map(channel -> channel.receiver().duplicate()).toList()));
        int[] counts = new int[4];
        for (int round = 0; round < 64_000; round++) {
            for (int i = 0; i < 4; i++) {
                channels.get(i).receiver().tryReceive();
                if (round % 2 == 1 || i < 2) {
                    channels.get(i).sender().send(i);
                }
            }
            int next = merged.receive();
            counts[next] += round % 2;
        }
        for (int count : counts) { // 8000 expected, deviation 253
            assertTrue(count > 6_300 && count < 9_700, () -> Arrays.toString(counts));
        }
    }

    @Test
    void timersCanBeMerged() throws Exception {
        Receiver<Instant> merged = closing(
                Channels.merge(Channels.after(Duration.ofMillis(10)), Channels.after(Duration.ZERO)));
        long start = System.nanoTime();
        assertEquals(2, merged.stream().count());
        assertThrows(DisconnectedException.class, merged::receive);
        Receiver<Instant> beat = closing(Channels.merge(Channels.tick(Duration.ofMillis(5)), Channels.never()));
        for (int i = 0; i < 3; i++) {
            beat.receive();
        }
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(15).toNanos(), "early");
        Channel<Instant> channel = open();
        Receiver<Instant> mixed = closing(Channels.merge(channel.receiver(), Channels.after(Duration.ofMillis(20))));
        Instant sent = Instant.EPOCH;
        Task<Instant> waiting = start(mixed::receive);
        assertTrue(waiting.get().isAfter(sent));
        channel.sender().send(sent);
        assertEquals(sent, mixed.receive());
    }

    @Test
    void aSelectReceivesFromItBesideOthers() throws Exception {
        Channel<Integer> one = closing(Channels.<Integer>rendezvous());
        Channel<Integer> two = open();
        Channel<String> quit = Channels.rendezvous();
        closing(quit.sender());
        Receiver<String> stop = closing(quit.receiver());
        Receiver<Integer> merged = closing(Channels.merge(one.receiver(), two.receiver()));
        assertEquals("idle", Select.select(
                Select.receive(merged, i -> "got " + i), Select.otherwise(() -> "idle")));
        for (int round = 0; round < 3; round++) {
            for (Channel<Integer> channel : List.of(one, two)) {
                Task<String> selecting = start(() -> Select.select(
                        Select.receive(merged, i -> "got " + i), Select.receive(stop, reason -> reason))).awaitBlocked();
                channel.sender().send(round);
                assertEquals("got " + round, selecting.get());
            }
            Task<String> selecting = start(() -> Select.select(
                    Select.receive(merged, i -> "got " + i), Select.receive(stop, reason -> reason))).awaitBlocked();
            quit.sender().send("quit");
            assertEquals("quit", selecting.get());
        }
        Selection<String> selection = Select.of(
                Select.<Integer, String>receive(merged, i -> "got " + i).onDisconnect(end -> "over"),
                Select.receive(stop, reason -> reason));
        Task<String> selecting = start(selection::select).awaitBlocked();
        one.sender().close();
        selecting.awaitBlocked();
        two.sender().send(7);
        assertEquals("got 7", selecting.get());
        Task<String> again = start(selection::select).awaitBlocked();
        two.sender().close();
        assertEquals("over", again.get());
    }

    /** Both sides of one rendezvous in one select, one of them beneath a merged receiver. */
    @Test
    void aSelectDoesNotMeetItselfThroughAMergedReceiver() throws Exception {
        Channel<Integer> channel = closing(Channels.<Integer>rendezvous());
        Receiver<Integer> direct = closing(channel.receiver().duplicate());
        Receiver<Integer> merged = closing(Channels.merge(channel.receiver(), Channels.<Integer>never()));
        Task<String> selecting = start(() -> Select.select(
                Select.receive(merged, i -> "got " + i), Select.send(channel.sender(), 1, () -> "sent"))).awaitBlocked();
        assertEquals(1, direct.receive());
        assertEquals("sent", selecting.get());
        Task<String> other = start(() -> Select.select(
                Select.receive(merged, i -> "got " + i), Select.send(channel.sender(), 1, () -> "sent"))).awaitBlocked();
        channel.sender().send(2);
        assertEquals("got 2", other.get());
    }

    @Test
    void twoMergedReceiversOfTheSameChannelsShareTheMessages() throws Exception {
        Channel<Integer> one = closing(Channels.<Integer>rendezvous());
        Channel<Integer> two = closing(Channels.<Integer>rendezvous());
        Receiver<Integer> first = closing(Channels.merge(one.receiver().duplicate(), two.receiver().duplicate()));
        Receiver<Integer> second = closing(Channels.merge(two.receiver(), one.receiver()));
        Task<Integer> waiting = start(first::receive).awaitBlocked();
        Task<Integer> alsoWaiting = start(second::receive).awaitBlocked();
        two.sender().send(1);
        one.sender().send(2);
        assertEquals(3, waiting.get() + alsoWaiting.get());
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void closingAHandleWakesWhoWaitsOnItAndNobodyElse(Taking taking) throws Exception {
        Channel<Integer> one = open();
        Channel<Integer> two = closing(Channels.<Integer>rendezvous());
        Receiver<Integer> direct = closing(one.receiver().duplicate());
        Receiver<Integer> merged = closing(Channels.merge(one.receiver(), two.receiver()));
        Receiver<Integer> second = closing(merged.duplicate());
        Task<Integer> onMerged = start(() -> taking.from(merged)).awaitBlocked();
        Task<Integer> onSecond = start(() -> taking.from(second)).awaitBlocked();
        Task<Integer> onDirect = start(() -> taking.from(direct)).awaitBlocked();
        merged.close();
        taking.assertEnds(IllegalStateException.class, onMerged::get);
        onSecond.awaitBlocked();
        second.close();
        taking.assertEnds(IllegalStateException.class, onSecond::get);
        onDirect.awaitBlocked();
        one.sender().send(1);
        assertEquals(1, onDirect.get());
        assertTrue(two.sender().isDisconnected());
    }

    /** In whatever order it closes its sources: a handler of what is left in one of them may send to another one. */
    @Test
    void allSourcesAreClosedBeforeAnythingIsUndelivered() throws Exception {
        for (int i = 0; i < 20; i++) {
            AtomicInteger returned = new AtomicInteger();
            Channel<Integer> second = Channels.bounded(1);
            Channel<Integer> first = Channels.<Integer>onUndelivered(message -> {
                assertThrows(DisconnectedException.class, () -> second.sender().send(message));
                returned.incrementAndGet();
            }).bounded(1);
            first.sender().send(1);
            second.sender().send(2);
            Channels.merge(first.receiver(), second.receiver()).close();
            assertEquals(1, returned.get());
            first.sender().close();
            second.sender().close();
        }
    }

    @Test
    void aForgottenMergedReceiverClosesItsSources() {
        Channel<Integer> channel = open();
        forgetMerged(channel);
        Await.collecting(channel.sender()::isDisconnected, "nobody receives");
    }

    private static void forgetMerged(Channel<Integer> channel) {
        Channels.merge(channel.receiver(), Channels.<Integer>bounded(1).receiver()).duplicate();
    }

    @Test
    void aForgottenDuplicateIsCountedNoMore() {
        Channel<Integer> channel = open();
        Receiver<Integer> merged = closing(Channels.merge(channel.receiver(), Channels.never()));
        for (int i = 0; i < 10; i++) {
            merged.duplicate();
        }
        Await.collecting(() -> merged.receiverCount() == 1, "one handle");
        assertEquals(1, channel.sender().receiverCount());
    }
}
