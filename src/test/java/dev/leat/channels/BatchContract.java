package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code drainTo} and {@code receiveMany}. */
abstract class BatchContract extends ChannelContract {
    private final List<Integer> sink = new ArrayList<>(List.of(0));

    @Test
    void drainToAddsWhatIsThereInOrder() throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3);
        assertEquals(3, channel.receiver().drainTo(sink));
        assertEquals(List.of(0, 1, 2, 3), sink);
        assertTrue(channel.receiver().isEmpty());
    }

    @Test
    void drainToFindsNothing() throws Exception {
        Channel<Integer> channel = open();
        assertEquals(0, channel.receiver().drainTo(sink));
        assertEquals(0, channel.receiver().drainTo(sink, 5));
        assertEquals(List.of(0), sink);
    }

    @Test
    void drainToTakesNoMoreThanTheMaximum() throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3, 4);
        assertEquals(3, channel.receiver().drainTo(sink, 3));
        assertEquals(List.of(0, 1, 2, 3), sink);
        assertEquals(4, channel.receiver().receive());
    }

    /** Where there is room for two, or one, too. */
    @Test
    void aMaximumOfOneIsOne() throws Exception {
        Channel<Integer> channel = having(1, 2, 3);
        assertEquals(1, channel.receiver().drainTo(sink, 1));
        assertEquals(1, channel.receiver().receiveMany(sink, 1));
        assertEquals(List.of(0, 1, 2), sink);
        assertEquals(3, channel.receiver().receive());
    }

    @Test
    void drainToTakesLessThanTheMaximum() throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2);
        assertEquals(2, channel.receiver().drainTo(sink, Integer.MAX_VALUE));
        assertEquals(List.of(0, 1, 2), sink);
    }

    @Test
    void aLargeBacklogIsDrained() throws Exception {
        assumeRoom(1_000);
        Channel<Integer> channel = open();
        List<Integer> sent = new ArrayList<>(List.of(0));
        for (int i = 1; i <= 1_000; i++) {
            channel.sender().send(i);
            sent.add(i);
        }
        assertEquals(300, channel.receiver().receiveMany(sink, 300));
        assertEquals(300, channel.receiver().drainTo(sink, 300));
        assertEquals(400, channel.receiver().drainTo(sink));
        assertEquals(sent, sink);
    }

    @Test
    void drainToLeavesWhatComesLater() throws Exception {
        assumeRoom(6);
        Channel<Integer> channel = holding(1, 2, 3);
        List<Integer> echoing = new Sink(message -> channel.sender().send(message * 10));
        assertEquals(3, channel.receiver().drainTo(echoing));
        assertEquals(List.of(1, 2, 3), echoing);
        assertEquals(3, channel.receiver().drainTo(sink));
        assertEquals(List.of(0, 10, 20, 30), sink);
    }

    @Test
    void receiveManyTakesWhatIsThere() throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3);
        assertEquals(3, channel.receiver().receiveMany(sink, 10));
        assertEquals(List.of(0, 1, 2, 3), sink);
    }

    @Test
    void receiveManyTakesNoMoreThanTheMaximum() throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3);
        assertEquals(2, channel.receiver().receiveMany(sink, 2));
        assertEquals(List.of(0, 1, 2), sink);
        assertEquals(3, channel.receiver().receive());
    }

    @Test
    void receiveManyWaitsForTheFirstOnly() throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> waiting = start(() -> channel.receiver().receiveMany(sink, 10)).awaitBlocked();
        channel.sender().send(1);
        assertEquals(1, waiting.get());
        assertEquals(List.of(0, 1), sink);
    }

    @ParameterizedTest
    @EnumSource
    void aThrowingSinkLosesOneMessage(Batch batch) throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3, 4, 5);
        RuntimeException failure = new RuntimeException("the sink is full");
        List<Integer> failing = new Sink(message -> {
            if (message == 3) {
                throw failure;
            }
        });
        assertEquals(failure, assertThrows(RuntimeException.class, () -> batch.take(channel.receiver(), failing)));
        assertEquals(List.of(1, 2), failing);
        assertEquals(capacity() == 0 ? 0 : 2, channel.receiver().size());
        assertEquals(4, channel.receiver().receive());
        assertEquals(5, channel.receiver().receive());
        assertNull(channel.receiver().tryReceive());
    }

    @ParameterizedTest
    @EnumSource
    void whatASinkRefusesIsGone(Batch batch) throws Exception {
        Channel<Integer> channel = having(1);
        assertThrows(UnsupportedOperationException.class, () -> batch.take(channel.receiver(), List.of()));
        assertNull(channel.receiver().tryReceive());
        bring(channel, 2);
        assertEquals(1, batch.take(channel.receiver(), sink));
        assertEquals(List.of(0, 2), sink);
    }

    @ParameterizedTest
    @EnumSource
    void theSinkMayReceive(Batch batch) throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3, 4, 5);
        List<Integer> inside = new ArrayList<>();
        List<Integer> receiving = new Sink(message -> {
            Integer next = channel.receiver().tryReceive();
            if (next != null) {
                inside.add(next);
            }
        });
        assertEquals(3, batch.take(channel.receiver(), receiving));
        assertEquals(List.of(1, 3, 5), receiving);
        assertEquals(List.of(2, 4), inside);
    }

    @ParameterizedTest
    @EnumSource
    void theSinkMaySend(Batch batch) throws Exception {
        assumeRoom(10);
        Channel<Integer> channel = holding(1, 2);
        List<Integer> all = new ArrayList<>();
        List<Integer> sending = new Sink(message -> {
            if (message < 5) {
                channel.sender().send(message + 10);
            }
            all.add(message);
        });
        batch.take(channel.receiver(), sending);
        channel.receiver().drainTo(all);
        assertEquals(List.of(1, 2, 11, 12), all);
    }

    @ParameterizedTest
    @EnumSource
    void theSinkMayDuplicateAndCloseOtherHandles(Batch batch) throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3);
        List<Receiver<Integer>> receivers = new ArrayList<>();
        List<Integer> duplicating = new Sink(message -> {
            receivers.add(closing(channel.receiver().duplicate()));
            channel.sender().close();
        });
        assertEquals(3, batch.take(channel.receiver(), duplicating));
        assertEquals(List.of(1, 2, 3), duplicating);
        assertEquals(4, channel.receiver().receiverCount());
        Await.until(() -> channel.receiver().senderCount() == 0, "no sender");
        assertThrows(DisconnectedException.class, () -> batch.take(receivers.get(0), sink));
    }

    @ParameterizedTest
    @EnumSource
    void theSinkMayCloseTheReceiver(Batch batch) throws Exception {
        Channel<Integer> channel = havingAtOnce(1, 2, 3);
        List<Integer> closing = new Sink(message -> {
            if (message == 2) {
                channel.receiver().close();
            }
        });
        try {
            batch.take(channel.receiver(), closing);
        } catch (IllegalStateException expected) {
            assertFalse(closing.isEmpty());
        }
        assertEquals(List.of(1, 2), closing);
        assertTrue(channel.sender().isDisconnected());
        assertEquals(0, channel.sender().size());
    }

    @ParameterizedTest
    @EnumSource
    void noLockIsHeldWhileTheSinkRuns(Batch batch) throws Exception {
        assumeRoom(10);
        Channel<Integer> channel = holding(1);
        List<Integer> waiting = new Sink(message -> start(() -> {
            Sender<Integer> sender = channel.sender().duplicate();
            Receiver<Integer> receiver = channel.receiver().duplicate();
            sender.send(2);
            assertEquals(2, receiver.receive());
            sender.close();
            receiver.close();
            return channel.toString();
        }).get());
        assertEquals(1, batch.take(channel.receiver(), waiting));
    }

    enum Batch {
        DRAIN {
            @Override
            int take(Receiver<Integer> receiver, List<Integer> sink) {
                return receiver.drainTo(sink);
            }
        },
        DRAIN_TEN {
            @Override
            int take(Receiver<Integer> receiver, List<Integer> sink) {
                return receiver.drainTo(sink, 10);
            }
        },
        RECEIVE_TEN {
            @Override
            int take(Receiver<Integer> receiver, List<Integer> sink) throws InterruptedException {
                return receiver.receiveMany(sink, 10);
            }
        };

        abstract int take(Receiver<Integer> receiver, List<Integer> sink) throws InterruptedException;
    }

    /** Does something with each message before it takes it; refuses more messages than a test sends. */
    private static final class Sink extends ArrayList<Integer> {
        private static final long serialVersionUID = 1L;
        private final transient Step step;

        private interface Step {
            void accept(Integer message) throws Exception;
        }

        Sink(Step step) {
            this.step = step;
        }

        @Override
        public boolean add(Integer message) {
            assertTrue(size() < 100, "endless");
            try {
                step.accept(message);
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
            return super.add(message);
        }
    }
}
