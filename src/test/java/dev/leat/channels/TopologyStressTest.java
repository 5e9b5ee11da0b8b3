package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Threads that do everything at random, over several channels of any kind: every message is accounted for. */
class TopologyStressTest extends StressContract implements Unbounded {
    private static final int WORKERS = 6;
    private static final int STEPS = 300;

    @Test
    void whatWasSentWasReceivedOrDiscarded() {
        rounds(15, random -> play(random, false));
    }

    @Test
    void mergedReceiversLoseNothing() {
        rounds(15, random -> play(random, true));
    }

    private void play(SplittableRandom random, boolean merging) throws Exception {
        Queue<Numbered> undelivered = new ConcurrentLinkedQueue<>();
        List<Sender<Numbered>> senders = new ArrayList<>();
        List<Receiver<Numbered>> receivers = new ArrayList<>();
        int channels = random.nextInt(3, 6);
        for (int i = 0; i < channels; i++) {
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            Channel<Numbered> channel = kind.make(Channels.onUndelivered(undelivered::add));
            senders.add(channel.sender());
            receivers.add(channel.receiver());
        }
        for (int left = random.nextInt(1, channels); merging && left > 0; left--) { // also what is merged already
            receivers.add(Channels.merge(receivers.remove(0), receivers.remove(0)));
        }

        List<Worker> workers = new ArrayList<>();
        for (int id = 0; id < WORKERS; id++) {
            workers.add(new Worker(id, senders, receivers, random.split()));
        }
        senders.forEach(Sender::close);
        receivers.forEach(Receiver::close);
        List<Task<int[]>> tasks = new ArrayList<>();
        for (Worker worker : workers) {
            tasks.add(start(worker));
        }
        while (!tasks.stream().allMatch(Task::isDone)) {
            int victim = random.nextInt(WORKERS);
            if (random.nextInt(200) == 0) {
                workers.get(victim).rob();
            } else {
                tasks.get(victim).interrupt();
            }
            LockSupport.parkNanos(random.nextInt(100_000));
        }

        int[] sent = new int[channels * WORKERS];
        List<List<Numbered>> received = new ArrayList<>();
        for (int id = 0; id < WORKERS; id++) {
            int[] own = tasks.get(id).get();
            for (int channel = 0; channel < channels; channel++) {
                sent[channel * WORKERS + id] = own[channel];
            }
            received.add(workers.get(id).received);
        }
        // Discarded by several threads, so in no order.
        received.add(undelivered.stream().sorted(Comparator.comparingInt(Numbered::number)).toList());
        assertArrayEquals(sent, Ledger.count(sent.length, received));
    }

    /** Has handles of its own, which it closes in the end. Gives how much it sent to each channel. */
    private static final class Worker implements Callable<int[]> {
        private final List<Numbered> received = new ArrayList<>();
        private final int id;
        private final List<Sender<Numbered>> senders = new ArrayList<>(); // null when closed, as the receivers
        private final List<Receiver<Numbered>> receivers = new ArrayList<>();
        private final Sender<Numbered> firstSender;
        private final Receiver<Numbered> firstReceiver;
        private final SplittableRandom random;
        private final int[] sent;
        private int chosen;
        private volatile boolean robbed;

        Worker(int id, List<Sender<Numbered>> senders, List<Receiver<Numbered>> receivers, SplittableRandom random) {
            this.id = id;
            for (Sender<Numbered> sender : senders) {
                this.senders.add(sender.duplicate());
            }
            for (Receiver<Numbered> receiver : receivers) {
                this.receivers.add(receiver.duplicate());
            }
            this.firstSender = this.senders.get(0);
            this.firstReceiver = this.receivers.get(0);
            this.random = random;
            this.sent = new int[senders.size()];
        }

        /** Another thread closes handles that are in use. */
        void rob() {
            robbed = true;
            firstSender.close();
            firstReceiver.close();
        }

        @Override
        public int[] call() {
            for (int step = 0; step < STEPS; step++) {
                try {
                    step();
                } catch (InterruptedException interrupted) {
                    // and has done nothing
                } catch (UncheckedInterruptedException interrupted) {
                    Thread.interrupted();
                } catch (DisconnectedException end) {
                    // of a channel that the others have left
                } catch (IllegalStateException closed) {
                    assertTrue(robbed, "closed by nobody");
                    lose(senders, senders.indexOf(firstSender));
                    lose(receivers, receivers.indexOf(firstReceiver));
                }
            }
            for (int i = 0; i < senders.size(); i++) {
                lose(senders, i);
            }
            for (int i = 0; i < receivers.size(); i++) {
                lose(receivers, i);
            }
            return sent;
        }

        private static <H extends AutoCloseable> void lose(List<H> handles, int i) {
            H handle = i < 0 ? null : handles.get(i);
            if (handle instanceof Sender<?> sender) {
                sender.close();
            } else if (handle instanceof Receiver<?> receiver) {
                receiver.close();
            }
            if (handle != null) {
                handles.set(i, null);
            }
        }

        private void step() throws InterruptedException {
            int s = random.nextInt(senders.size());
            int r = random.nextInt(receivers.size());
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    if (senders.get(s) != null) {
                        send(senders.get(s), s);
                    }
                }
                case 2, 3 -> {
                    if (receivers.get(r) != null) {
                        receive(receivers.get(r));
                    }
                }
                case 4 -> renew(s, r);
                default -> select();
            }
        }

        private Numbered next(int channel) {
            return Numbered.of(channel * WORKERS + id, sent[channel]);
        }

        private Duration moment() {
            return Duration.ofNanos(random.nextInt(200_000));
        }

        private void send(Sender<Numbered> sender, int channel) throws InterruptedException {
            boolean done = switch (random.nextInt(3)) {
                case 0 -> Putting.SEND.into(sender, next(channel));
                case 1 -> sender.trySend(next(channel));
                default -> sender.trySend(next(channel), moment());
            };
            sent[channel] += done ? 1 : 0;
        }

        private void receive(Receiver<Numbered> receiver) throws InterruptedException {
            switch (random.nextInt(6)) {
                case 0 -> received.add(receiver.receive());
                case 1 -> receiver.receiveMany(received, 3);
                case 2 -> receiver.stream().limit(2).forEach(received::add);
                case 3 -> receiver.drainTo(received, 3);
                default -> {
                    Numbered message = random.nextBoolean() ? receiver.tryReceive() : receiver.tryReceive(moment());
                    if (message != null) {
                        received.add(message);
                    }
                }
            }
        }

        /** Takes another handle for one; seldom none. */
        private void renew(int s, int r) {
            Sender<Numbered> sender = senders.get(s);
            if (sender != null) {
                senders.set(s, random.nextInt(20) == 0 ? null : sender.duplicate());
                sender.close();
            }
            Receiver<Numbered> receiver = receivers.get(r);
            if (receiver != null) {
                receivers.set(r, random.nextInt(20) == 0 ? null : receiver.duplicate());
                receiver.close();
            }
        }

        private void select() throws InterruptedException {
            List<Clause<Object>> clauses = new ArrayList<>();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                int s = random.nextInt(senders.size());
                int r = random.nextInt(receivers.size());
                if (random.nextBoolean() && senders.get(s) != null) {
                    clauses.add(ended(sending(senders.get(s), s)));
                } else if (receivers.get(r) != null) {
                    clauses.add(ended(Select.receive(receivers.get(r), message -> {
                        received.add(message);
                        return ++chosen;
                    })));
                }
            }
            if (clauses.isEmpty() || random.nextInt(3) > 0) {
                clauses.add(Select.timeout(random.nextBoolean() ? Duration.ZERO : moment(), () -> ++chosen));
            }
            int before = chosen;
            try {
                Object result = random.nextBoolean() ? Select.select(clauses) : Select.selectInOrder(clauses);
                assertEquals(before + 1, result);
            } catch (InterruptedException | DisconnectedException | IllegalStateException nothingChosen) {
                assertEquals(before, chosen);
                throw nothingChosen;
            }
        }

        private Clause<Object> sending(Sender<Numbered> sender, int channel) {
            if (random.nextBoolean()) {
                return Select.send(sender, next(channel), () -> sent(channel));
            }
            return Select.sendFrom(sender, () -> next(channel), () -> sent(channel));
        }

        private Object sent(int channel) {
            sent[channel]++;
            return ++chosen;
        }

        private Clause<Object> ended(Clause<Object> clause) {
            return switch (random.nextInt(3)) {
                case 0 -> clause.onDisconnect(end -> ++chosen);
                case 1 -> clause.untilDisconnected();
                default -> clause;
            };
        }
    }
}
