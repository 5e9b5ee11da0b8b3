package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The for-each loop, the iterator, the pass over what is available, the stream. */
abstract class IterationContract extends ChannelContract {
    @Test
    void aLoopReceivesUntilTheLastSenderIsClosed() throws Exception {
        Channel<Integer> channel = open();
        Task<List<Integer>> loop = start(() -> {
            List<Integer> received = new ArrayList<>();
            for (Integer message : channel.receiver()) {
                received.add(message);
            }
            return received;
        });
        for (int i = 0; i < 3; i++) {
            loop.awaitBlocked();
            channel.sender().send(i);
        }
        loop.awaitBlocked();
        channel.sender().close();
        assertEquals(List.of(0, 1, 2), loop.get());
    }

    @Test
    void aLoopThatIsLeftHasLostNothing() throws Exception {
        Channel<Integer> channel = having(1, 2, 3, 4);
        for (Integer message : channel.receiver()) {
            assertEquals(1, message);
            break;
        }
        assertEquals(2, channel.receiver().receive());
        for (Integer message : channel.receiver()) {
            assertEquals(3, message);
            break;
        }
        assertEquals(4, channel.receiver().receive());
    }

    @Test
    void hasNextTakesOneMessageHoweverOftenItIsCalled() throws Exception {
        Channel<Integer> channel = having(1, 2, 3);
        Iterator<Integer> iterator = channel.receiver().iterator();
        assertEquals(1, channel.receiver().receive());
        assertTrue(iterator.hasNext());
        assertTrue(iterator.hasNext());
        assertEquals(3, channel.receiver().receive());
        assertEquals(2, iterator.next());
    }

    @Test
    void nextNeedsNoHasNext() throws Exception {
        Channel<Integer> channel = having(1, 2);
        Iterator<Integer> iterator = channel.receiver().iterator();
        assertEquals(1, iterator.next());
        assertEquals(2, iterator.next());
        channel.sender().close();
        assertThrows(NoSuchElementException.class, iterator::next);
    }

    @Test
    void theEndIsTheEnd() throws Exception {
        Channel<Integer> channel = having(1);
        channel.sender().close();
        Iterator<Integer> iterator = channel.receiver().iterator();
        assertEquals(1, iterator.next());
        for (int i = 0; i < 3; i++) {
            assertFalse(iterator.hasNext());
            assertThrows(NoSuchElementException.class, iterator::next);
        }
    }

    @Test
    void nextWaitsForItsMessage() throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> next = start(channel.receiver().iterator()::next).awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, next.get());
    }

    @Test
    void removeIsNotSupported() throws Exception {
        Channel<Integer> channel = having(1, 2);
        for (Iterable<Integer> messages : List.of(channel.receiver().available(), channel.receiver())) {
            Iterator<Integer> iterator = messages.iterator();
            iterator.next();
            assertThrows(UnsupportedOperationException.class, iterator::remove);
        }
    }

    @Test
    void whatHasNextFoundSurvivesTheHandle() throws Exception {
        Channel<Integer> channel = having(1, 2);
        Iterator<Integer> iterator = channel.receiver().iterator();
        assertTrue(iterator.hasNext());
        channel.receiver().close();
        assertTrue(iterator.hasNext());
        assertEquals(1, iterator.next());
        assertFalse(iterator.hasNext());
        assertThrows(NoSuchElementException.class, iterator::next);
    }

    @Test
    void whatHasNextFoundComesBeforeTheCause() throws Exception {
        Channel<Integer> channel = having(1);
        Iterator<Integer> iterator = channel.receiver().iterator();
        assertTrue(iterator.hasNext());
        Exception cause = new Exception("broken");
        channel.sender().closeExceptionally(cause);
        assertTrue(iterator.hasNext());
        assertEquals(1, iterator.next());
        assertEquals(cause, assertThrows(DisconnectedException.class, iterator::hasNext).getCause());
        assertEquals(cause, assertThrows(DisconnectedException.class, iterator::next).getCause());
    }

    @Test
    void iteratorsShareTheMessages() throws Exception {
        Channel<Integer> channel = having(1, 2, 3);
        Iterator<Integer> first = channel.receiver().iterator();
        Iterator<Integer> second = channel.receiver().iterator();
        assertEquals(1, first.next());
        assertEquals(2, second.next());
        assertEquals(3, first.next());
    }

    @Test
    void theBodyMayUseTheChannel() throws Exception {
        Channel<Integer> channel = holding(1);
        List<Integer> received = new ArrayList<>();
        for (Integer message : channel.receiver()) {
            received.add(message);
            if (message < 5) {
                channel.sender().send(message + 1);
            } else {
                channel.receiver().close();
            }
        }
        assertEquals(List.of(1, 2, 3, 4, 5), received);
    }

    @Test
    void aPassOverWhatIsAvailableEndsWhenNothingIsThere() throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3);
        List<Integer> received = new ArrayList<>();
        Iterable<Integer> available = channel.receiver().available();
        available.forEach(received::add);
        assertEquals(List.of(1, 2, 3), received);
        assertFalse(available.iterator().hasNext());
        assertThrows(NoSuchElementException.class, () -> available.iterator().next());
        bring(channel, 4);
        available.forEach(received::add);
        assertEquals(List.of(1, 2, 3, 4), received);
    }

    @Test
    void aPassThatIsLeftHasLostNothing() throws Exception {
        Channel<Integer> channel = having(1, 2);
        for (Integer message : channel.receiver().available()) {
            assertEquals(1, message);
            break;
        }
        assertEquals(2, channel.receiver().receive());
    }

    @Test
    void whatAPassFoundBelongsToIt() throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2);
        Iterator<Integer> pass = channel.receiver().available().iterator();
        assertTrue(pass.hasNext());
        assertTrue(pass.hasNext());
        assertEquals(2, channel.receiver().tryReceive());
        channel.receiver().close();
        assertEquals(1, pass.next());
        assertFalse(pass.hasNext());
    }

    @Test
    void aPassThatHasEndedStaysSo() throws Exception {
        Channel<Integer> channel = open();
        Iterable<Integer> available = channel.receiver().available();
        Iterator<Integer> pass = available.iterator();
        Spliterator<Integer> split = available.spliterator();
        Iterator<Integer> stream = StreamSupport.stream(available.spliterator(), false).iterator();
        assertFalse(pass.hasNext() || split.tryAdvance(message -> { }) || stream.hasNext());
        bring(channel, 1);
        assertFalse(pass.hasNext() || split.tryAdvance(message -> { }) || stream.hasNext());
        assertEquals(1, available.iterator().next());
    }

    @Test
    void aStreamReceivesUntilTheLastSenderIsClosed() throws Exception {
        Channel<Integer> channel = open();
        Task<List<Integer>> stream = start(() -> channel.receiver().stream().map(message -> message * 2).toList());
        for (int i = 0; i < 3; i++) {
            stream.awaitBlocked();
            channel.sender().send(i);
        }
        channel.sender().close();
        assertEquals(List.of(0, 2, 4), stream.get());
    }

    @Test
    void aStreamTakesOnlyWhatItIsAskedFor() throws Exception {
        Channel<Integer> channel = having(1, 2, 3, 4, 5);
        Stream<Integer> stream = channel.receiver().stream();
        assertFalse(stream.isParallel());
        assertEquals(1, channel.receiver().receive());
        assertEquals(List.of(2, 3), stream.limit(2).toList());
        assertEquals(4, channel.receiver().receive());
        assertEquals(5, channel.receiver().stream().findFirst().orElseThrow());
    }

    @Test
    void aParallelStreamReceivesEverythingToo() throws Exception {
        Channel<Integer> channel = open();
        Task<Void> sending = start(() -> {
            try (Sender<Integer> sender = channel.sender()) {
                for (int i = 0; i < 5_000; i++) {
                    sender.send(i);
                }
                return null;
            }
        });
        List<Integer> received = channel.receiver().stream().parallel().toList();
        sending.get();
        assertEquals(IntStream.range(0, 5_000).boxed().toList(), received);
    }

    @Test
    void nothingIsTakenForAParallelPipelineBeforeItAsks() throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3, 4, 5);
        Receiver<Integer> receiver = channel.receiver();
        assertEquals(List.of(1), start(() -> receiver.stream().parallel().limit(1).toList()).get());
        assertEquals(List.of(2), start(() -> StreamSupport.stream(receiver.spliterator(), true).limit(1).toList()).get());
        assertEquals(List.of(3), start(() ->
                StreamSupport.stream(receiver.available().spliterator(), true).limit(1).toList()).get());
        assertEquals(List.of(4, 5), start(() ->
                StreamSupport.stream(receiver.available().spliterator(), true).toList()).get());
        Task<Integer> waiting = start(() ->
                StreamSupport.stream(receiver.spliterator(), true).findFirst().orElseThrow()).awaitBlocked();
        channel.sender().send(6);
        assertEquals(6, waiting.get());
    }

    @Test
    void aStreamWithALimitDoesNotWaitForMore() throws Exception {
        Channel<Integer> channel = having(1, 2);
        assertEquals(List.of(1, 2), start(() -> channel.receiver().stream().limit(2).toList()).get());
    }

    @Test
    void aClosedStreamLeavesTheReceiverOpen() throws Exception {
        Channel<Integer> channel = having(1, 2);
        AtomicInteger closed = new AtomicInteger();
        try (Stream<Integer> stream = channel.receiver().stream().onClose(closed::incrementAndGet)) {
            assertEquals(1, stream.findFirst().orElseThrow());
        }
        assertEquals(1, closed.get());
        assertEquals(1, channel.sender().receiverCount());
        assertEquals(2, channel.receiver().receive());
    }

    @Test
    void whatWasBegunOnAReceiverThatIsClosedNowIsEmpty() {
        Channel<Integer> channel = open();
        Stream<Integer> before = channel.receiver().stream();
        Iterator<Integer> iterator = channel.receiver().iterator();
        Iterable<Integer> available = channel.receiver().available();
        channel.receiver().close();
        assertEquals(0, before.count());
        assertFalse(iterator.hasNext());
        assertEquals(List.of(), channel.receiver().stream().toList());
        assertFalse(available.iterator().hasNext());
    }
}
