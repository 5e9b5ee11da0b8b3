package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message arrives once and in order, whoever sends and however it is received. */
abstract class DeliveryStressContract extends StressContract {
    /** More than are woken one by one, and at first more than WaitList.MANY. */
    private static final int CROWD = 300;

    /**
     * For how long threads wait that are to be in the way of others. These are platform threads in any case: virtual ones that
     * yield to each other may keep all others from the carriers.
     */
    private static final List<Duration> BUSY = List.of(Duration.ofNanos(1), Duration.ofNanos(1), Duration.ofHours(1));

    @Test
    void aCrowdOfReceiversIsWoken() {
        rounds(3, random -> {
            Channel<Numbered> channel = make();
            List<Task<Numbered>> waiting = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                waiting.add(start(channel.receiver()::receive));
            }
            for (var task : waiting) {
                task.awaitBlocked();
            }
            Task<Void> other = start(() -> sendAll(channel.sender(), 0, CROWD / 2));
            sendAll(channel.sender(), 1, CROWD / 2);
            other.get();
            assertEquals(CROWD, results(waiting).stream().distinct().count());
            channel.sender().close();
            channel.receiver().close();
        });
    }

    @Test
    void aCrowdOfSendersIsWoken() {
        rounds(3, random -> {
            Channel<Numbered> channel = make();
            int buffered = channel.sender() instanceof UnboundedSender ? 0 : capacity();
            sendAll(channel.sender(), CROWD, buffered);
            List<Task<Void>> waiting = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                int id = i;
                waiting.add(start(() -> sendAll(channel.sender(), id, 1)));
            }
            if (!(channel.sender() instanceof UnboundedSender)) {
                for (var task : waiting) {
                    task.awaitBlocked();
                }
            }
            Task<Void> other = start(() -> receiveSome(channel.receiver(), CROWD / 2));
            receiveSome(channel.receiver(), CROWD - CROWD / 2 + buffered);
            other.get();
            results(waiting);
            assertNull(channel.receiver().tryReceive());
            channel.sender().close();
            channel.receiver().close();
        });
    }

    private static Void sendAll(Sender<Numbered> sender, int id, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            sender.send(Numbered.of(id, i));
        }
        return null;
    }

    private static Void receiveSome(Receiver<?> receiver, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            receiver.receive();
        }
        return null;
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"1, 1", "4, 1", "1, 4", "4, 4", "16, 16"})
    void everyMessageArrives(int senders, int receivers) {
        int each = 20_000 / senders;
        rounds(3, random -> {
            Channel<Numbered> channel = make();
            List<Task<List<Numbered>>> receiving = new ArrayList<>();
            for (int i = 0; i < receivers; i++) {
                Receiver<Numbered> receiver = channel.receiver().duplicate();
                SplittableRandom own = random.split();
                receiving.add(start(() -> receiveAll(receiver, own)));
            }
            List<Task<Void>> sending = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                int id = i;
                Sender<Numbered> sender = channel.sender().duplicate();
                SplittableRandom own = random.split();
                sending.add(start(() -> {
                    try (sender) {
                        for (int number = 0; number < each; number++) {
                            sender.send(Numbered.of(id, number));
                            if (own.nextInt(200) == 0) {
                                dawdle(own);
                            }
                        }
                        return null;
                    }
                }));
            }
            channel.sender().close();
            int most = Math.min(capacity(), senders * each);
            while (!receiving.stream().allMatch(Task::isDone)) {
                int size = channel.receiver().size();
                assertTrue(size >= 0 && size <= most, () -> "size " + size);
                assertTrue(channel.sender().toString().contains(kind()));
                Thread.yield();
            }
            results(sending);
            int[] sent = new int[senders];
            Arrays.fill(sent, each);
            assertArrayEquals(sent, Ledger.count(senders, results(receiving)));
            assertTrue(channel.receiver().isDisconnected() && channel.receiver().isEmpty());
            channel.receiver().close();
        });
    }

    /** Receives to the end in all the ways there are. */
    static List<Numbered> receiveAll(Receiver<Numbered> receiver, SplittableRandom random) throws InterruptedException {
        List<Numbered> received = new ArrayList<>();
        try (receiver) {
            while (true) {
                switch (random.nextInt(8)) {
                    case 0 -> received.add(receiver.receive());
                    case 1 -> addIfThere(received, receiver.tryReceive());
                    case 2 -> addIfThere(received, receiver.tryReceive(Duration.ofNanos(random.nextInt(200_000))));
                    case 3 -> receiver.drainTo(received);
                    case 4 -> receiver.drainTo(received, random.nextInt(200));
                    case 5 -> receiver.receiveMany(received, random.nextInt(200));
                    case 6 -> {
                        Iterator<Numbered> loop = (random.nextBoolean() ? receiver : receiver.available()).iterator();
                        for (int i = random.nextInt(200); i > 0 && loop.hasNext(); i--) {
                            received.add(loop.next());
                        }
                    }
                    default -> receiver.stream().limit(random.nextInt(200)).forEach(received::add);
                }
            }
        } catch (DisconnectedException end) {
            assertNull(end.getCause());
            return received;
        }
    }

    private static void addIfThere(List<Numbered> received, Numbered message) {
        if (message != null) {
            received.add(message);
        }
    }

    @Test
    void aSendThatReturnedComesBeforeOneThatBeginsLater() {
        int senders = 3;
        int each = 2_000;
        rounds(3, random -> {
            Channel<Numbered> channel = make();
            Clock clock = new Clock(senders, each);
            List<Task<Void>> sending = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                int id = i;
                Sender<Numbered> sender = channel.sender().duplicate();
                sending.add(start(() -> {
                    try (sender) {
                        for (int number = 0; number < each; number++) {
                            clock.begin(id, number);
                            sender.send(Numbered.of(id, number));
                            clock.end(id, number);
                        }
                        return null;
                    }
                }));
            }
            channel.sender().close();
            List<Numbered> queue = channel.receiver().stream().toList();
            results(sending);
            assertEquals(senders * each, queue.size());
            clock.assertAllows(queue);
            channel.receiver().close();
        });
    }

    @Test
    void aReceiveThatReturnedGotAnEarlierMessageThanOneThatBeginsLater() {
        int receivers = 3;
        int messages = 6_000;
        rounds(3, random -> {
            Channel<Integer> channel = make();
            Clock clock = new Clock(receivers, messages + 1);
            Numbered[] queue = new Numbered[messages];
            List<Task<Void>> receiving = new ArrayList<>();
            for (int i = 0; i < receivers; i++) {
                int id = i;
                Receiver<Integer> receiver = channel.receiver().duplicate();
                receiving.add(start(() -> {
                    try (receiver) {
                        for (int number = 0; ; number++) {
                            clock.begin(id, number);
                            Integer position = receiver.receive();
                            clock.end(id, number);
                            queue[position] = Numbered.of(id, number);
                        }
                    } catch (DisconnectedException end) {
                        return null;
                    }
                }));
            }
            for (int i = 0; i < messages; i++) {
                channel.sender().send(i);
            }
            channel.sender().close();
            results(receiving);
            clock.assertAllows(Arrays.asList(queue));
            channel.receiver().close();
        });
    }

    @Test
    void anAttemptFindsWhatWasSent() {
        int senders = 3;
        int each = 2_000;
        rounds(3, random -> {
            Channel<Integer> channel = make();
            AtomicInteger sent = new AtomicInteger();
            List<Task<Void>> sending = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                sending.add(start(() -> {
                    for (int number = 0; number < each; number++) {
                        channel.sender().send(number);
                        sent.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (int received = 0; received < senders * each; ) {
                int before = sent.get();
                Integer message = channel.receiver().tryReceive();
                if (before > received) {
                    assertNotNull(message);
                }
                if (message == null) {
                    Thread.yield();
                } else {
                    received++;
                }
            }
            results(sending);
            channel.sender().close();
            channel.receiver().close();
        });
    }

    @Test
    void threadsThatAnswerEachOtherDoNotStop() {
        int trips = 2_000;
        rounds(2, random -> {
            Channel<Integer> there = make();
            Channel<Integer> back = make();
            SplittableRandom own = random.split();
            Task<Void> echo = start(() -> {
                try (Sender<Integer> sender = back.sender()) {
                    for (Integer message : there.receiver()) {
                        dawdle(own);
                        sender.send(message + 1);
                    }
                    return null;
                }
            });
            for (int i = 0; i < trips; i++) {
                dawdle(random);
                there.sender().send(i);
                assertEquals(i + 1, back.receiver().tryReceive(Await.DEADLINE));
            }
            there.sender().close();
            echo.get();
            back.receiver().close();
            there.receiver().close();
        });
    }

    /** Who is awake may be faster than one who has to be woken first; but not for ever. */
    @Test
    void aSenderThatWaitsIsNotPassedOverForEver() {
        int messages = 20;
        rounds(1, random -> {
            Channel<Integer> channel = make();
            AtomicBoolean over = new AtomicBoolean();
            List<Task<Integer>> busy = new ArrayList<>();
            for (Duration limit : BUSY) {
                busy.add(Task.start(() -> {
                    int sent = 0;
                    while (!over.get()) {
                        sent += channel.sender().trySend(-1, limit) ? 1 : 0;
                    }
                    return sent;
                }));
            }
            Task<Integer> receiving = start(() -> (int) channel.receiver().stream().count());
            sending(channel.sender(), IntStream.range(0, messages).boxed().toArray(Integer[]::new)).get();
            over.set(true);
            int sent = messages + sum(busy);
            channel.sender().close();
            assertEquals(sent, receiving.get());
            channel.receiver().close();
        });
    }

    @Test
    void aReceiverThatWaitsIsNotPassedOverForEver() {
        int messages = 20;
        rounds(1, random -> {
            Channel<Integer> channel = make();
            AtomicBoolean over = new AtomicBoolean();
            List<Task<Integer>> busy = new ArrayList<>();
            for (Duration limit : BUSY) {
                Receiver<Integer> receiver = channel.receiver().duplicate();
                busy.add(Task.start(() -> {
                    int received = 0;
                    try (receiver) {
                        while (true) {
                            received += receiver.tryReceive(limit) == null ? 0 : 1;
                        }
                    } catch (DisconnectedException end) {
                        return received;
                    }
                }));
            }
            Task<Integer> sending = start(() -> {
                int sent = 0;
                while (!over.get()) {
                    channel.sender().send(sent++);
                    while (!channel.receiver().isEmpty() && !over.get()) {
                        Thread.yield();
                    }
                }
                return sent;
            });
            start(() -> receiveSome(channel.receiver(), messages)).get();
            over.set(true);
            int sent = sending.get();
            channel.sender().close();
            assertEquals(sent, messages + sum(busy));
            channel.receiver().close();
        });
    }

    private static int sum(List<Task<Integer>> tasks) throws Exception {
        return results(tasks).stream().mapToInt(Integer::intValue).sum();
    }

    /** When operations began and ended. */
    private static final class Clock {
        private final AtomicInteger time = new AtomicInteger();
        private final int[][] begins;
        private final int[][] ends;

        Clock(int threads, int operations) {
            begins = new int[threads][operations];
            ends = new int[threads][operations];
        }

        void begin(int thread, int operation) {
            begins[thread][operation] = time.incrementAndGet();
        }

        void end(int thread, int operation) {
            ends[thread][operation] = time.incrementAndGet();
        }

        /** Checks that no operation ended before one began that the channel put in front of it. */
        void assertAllows(List<Numbered> queue) {
            int earliestEnd = Integer.MAX_VALUE;
            for (int i = queue.size() - 1; i >= 0; i--) {
                Numbered operation = queue.get(i);
                assertTrue(begins[operation.sender()][operation.number()] < earliestEnd, "overtaken at " + i);
                earliestEnd = Math.min(earliestEnd, ends[operation.sender()][operation.number()]);
            }
        }
    }
}
