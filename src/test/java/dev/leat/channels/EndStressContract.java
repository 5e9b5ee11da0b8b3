package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Disconnection is exact, whatever races with the last close. */
abstract class EndStressContract extends StressContract {
    @Test
    void theEndComesWithTheLastSender() {
        rounds(200, random -> {
            Channel<Numbered> channel = make();
            Receiver<Numbered> second = channel.receiver().duplicate();
            AtomicInteger open = new AtomicInteger(3); // never below the true count while that can still rise
            List<Task<Integer>> sending = race(
                sendingAndDuplicating(0, channel.sender().duplicate(), open, random.split()),
                sendingAndDuplicating(1, channel.sender().duplicate(), open, random.split()),
                sendingAndDuplicating(2, channel.sender(), open, random.split()));
            List<Task<List<Numbered>>> receiving = List.of(
                start(() -> receivingToTheEnd(channel.receiver(), open)),
                start(() -> pollingToTheEnd(second, open)));
            int[] sent = results(sending).stream().mapToInt(Integer::intValue).toArray();
            assertArrayEquals(sent, Ledger.count(3, results(receiving)));
        });
    }

    private static Callable<Integer> sendingAndDuplicating(
            int id, Sender<Numbered> first, AtomicInteger open, SplittableRandom random) {
        return () -> {
            Deque<Sender<Numbered>> handles = new ArrayDeque<>(List.of(first));
            int sent = 0;
            for (int steps = random.nextInt(30); !handles.isEmpty(); steps--) {
                int step = steps < 0 ? 2 : random.nextInt(3);
                if (step == 0) {
                    handles.peekFirst().send(Numbered.of(id, sent++));
                } else if (step == 1) {
                    open.incrementAndGet();
                    handles.addLast(handles.peekFirst().duplicate());
                } else {
                    open.decrementAndGet();
                    handles.pollFirst().close();
                }
            }
            return sent;
        };
    }

    private static List<Numbered> receivingToTheEnd(Receiver<Numbered> receiver, AtomicInteger open) throws Exception {
        List<Numbered> received = new ArrayList<>();
        try (receiver) {
            while (true) {
                received.add(receiver.receive());
            }
        } catch (DisconnectedException end) {
            assertEquals(0, open.get(), "open senders at the end");
            assertTrue(receiver.isDisconnected());
            return received;
        }
    }

    private static List<Numbered> pollingToTheEnd(Receiver<Numbered> receiver, AtomicInteger open) {
        List<Numbered> received = new ArrayList<>();
        try (receiver) {
            while (true) {
                boolean disconnected = receiver.isDisconnected();
                Numbered message = receiver.tryReceive();
                if (message != null) {
                    received.add(message);
                } else {
                    assertFalse(disconnected, "nothing there, but no end either");
                    Thread.yield();
                }
            }
        } catch (DisconnectedException end) {
            assertEquals(0, open.get(), "open senders at the end");
            assertTrue(receiver.isDisconnected());
            return received;
        }
    }

    @Test
    void aSenderIsDuplicatedOrClosed() {
        rounds(200, random -> {
            Channel<Numbered> channel = make();
            Task<List<Numbered>> receiving = start(() -> receivingToTheEnd(channel.receiver(), new AtomicInteger()));
            int sent = results(race(
                () -> {
                    dawdle(random.split());
                    try (Sender<Numbered> duplicate = channel.sender().duplicate()) {
                        duplicate.send(Numbered.of(0, 0));
                        return 1;
                    } catch (IllegalStateException tooLate) {
                        return 0;
                    }
                },
                () -> {
                    channel.sender().close();
                    return 0;
                })).get(0);
            assertArrayEquals(new int[] {sent}, Ledger.count(1, List.of(receiving.get())));
        });
    }

    @Test
    void aReceiverIsDuplicatedOrClosed() {
        assumeRoom(1);
        rounds(200, random -> {
            Channel<Integer> channel = make();
            List<Receiver<Integer>> duplicates = results(race(
                () -> {
                    try {
                        return channel.receiver().duplicate();
                    } catch (IllegalStateException tooLate) {
                        return null;
                    }
                },
                () -> {
                    channel.receiver().close();
                    return null;
                }));
            Receiver<Integer> duplicate = duplicates.get(0);
            assertEquals(duplicate == null, channel.sender().isDisconnected());
            if (duplicate == null) {
                assertThrows(DisconnectedException.class, () -> channel.sender().send(1));
            } else {
                channel.sender().send(1);
                assertEquals(1, duplicate.receive());
                duplicate.close();
            }
            channel.sender().close();
        });
    }

    @Test
    void aSendOnAHandleThatIsClosedCountsOrNot() {
        rounds(200, random -> {
            Channel<Numbered> channel = make();
            Task<List<Numbered>> receiving = start(() -> receivingToTheEnd(channel.receiver(), new AtomicInteger()));
            SplittableRandom own = random.split();
            List<Integer> sent = results(race(
                () -> sendUntil(IllegalStateException.class, 0, channel.sender()),
                () -> sendUntil(IllegalStateException.class, 1, channel.sender()),
                () -> {
                    dawdle(own);
                    channel.sender().close();
                    return 0;
                }));
            int[] received = Ledger.count(2, List.of(receiving.get()));
            assertArrayEquals(new int[] {sent.get(0), sent.get(1)}, received);
        });
    }

    @Test
    void noSendSucceedsAfterTheLastReceiver() {
        rounds(200, random -> {
            Channel<Numbered> channel = make();
            Receiver<Numbered> second = channel.receiver().duplicate();
            List<List<Numbered>> received = List.of(new ArrayList<>(), new ArrayList<>());
            List<Integer> sent = results(race(
                () -> sendUntil(DisconnectedException.class, 0, channel.sender()),
                () -> sendUntil(DisconnectedException.class, 1, channel.sender()),
                receivingSome(channel.receiver(), received.get(0), random.split()),
                receivingSome(second, received.get(1), random.split())));
            int[] counts = Ledger.count(2, received);
            assertTrue(counts[0] <= sent.get(0) && counts[1] <= sent.get(1), () -> Arrays.toString(counts) + sent);
            assertTrue(channel.sender().isDisconnected());
            assertEquals(0, channel.sender().size());
            channel.sender().close();
        });
    }

    private static int sendUntil(Class<? extends RuntimeException> refusal, int id, Sender<Numbered> sender)
            throws Exception {
        for (int sent = 0; ; sent++) {
            try {
                boolean disconnected = sender.isDisconnected();
                sender.send(Numbered.of(id, sent));
                assertFalse(disconnected, "sent to nobody");
            } catch (IllegalStateException | DisconnectedException refused) {
                assertEquals(refusal, refused.getClass());
                assertTrue(refusal == IllegalStateException.class || sender.isDisconnected());
                return sent;
            }
            if (sent % 4_096 == 4_095) {
                // Virtual threads that do nothing but yield to each other may keep the carriers for ever: one that yielded
                // while no other stood in its carrier's own queue runs only when one of these queues is empty.
                LockSupport.parkNanos(1);
            } else if (sent % 8 == 7) {
                Thread.yield(); // to those who end it
            }
        }
    }

    private static Callable<Integer> receivingSome(
            Receiver<Numbered> receiver, List<Numbered> received, SplittableRandom random) {
        return () -> {
            try (receiver) {
                for (int i = random.nextInt(50); i > 0; i--) {
                    received.add(receiver.receive());
                }
                return received.size();
            }
        };
    }

    @Test
    void oneOfTheCausesWins() {
        rounds(200, random -> {
            Channel<Integer> channel = make();
            Task<Integer> receiving = start(channel.receiver()::receive);
            List<Exception> causes = List.of(new Exception("1"), new Exception("2"), new Exception("3"));
            Sender<Integer> second = channel.sender().duplicate();
            Sender<Integer> third = channel.sender().duplicate();
            results(race(
                closingExceptionally(channel.sender(), causes.get(0)),
                closingExceptionally(second, causes.get(1)),
                closingExceptionally(third, causes.get(2))));
            Throwable first = assertThrows(DisconnectedException.class, receiving::get).getCause();
            assertNotNull(first);
            Set<Throwable> all = new HashSet<>(Set.of(first));
            all.addAll(List.of(first.getSuppressed()));
            assertEquals(new HashSet<>(causes), all);
            assertEquals(2, first.getSuppressed().length);
            channel.receiver().close();
        });
    }

    private static Callable<Void> closingExceptionally(Sender<?> sender, Throwable cause) {
        return () -> {
            sender.closeExceptionally(cause);
            return null;
        };
    }

    @Test
    void bothSidesMayEndAtOnce() {
        rounds(200, random -> {
            Channel<Integer> channel = make();
            Task<Integer> waiting = start(channel.receiver()::receive);
            if (random.nextBoolean()) {
                waiting.awaitBlocked();
            }
            results(race(
                () -> {
                    channel.sender().close();
                    return null;
                },
                () -> {
                    channel.receiver().close();
                    return null;
                }));
            RuntimeException end = assertThrows(RuntimeException.class, waiting::get);
            assertTrue(end instanceof IllegalStateException || end instanceof DisconnectedException, end::toString);
            assertTrue(channel.sender().isDisconnected() && channel.receiver().isDisconnected());
        });
    }
}
