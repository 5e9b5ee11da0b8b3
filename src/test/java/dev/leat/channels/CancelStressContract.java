package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Operations that give up cost no message and no wake-up. */
abstract class CancelStressContract extends StressContract {
    @Test
    void whoGivesUpLosesNothing() {
        int messages = 2_000;
        rounds(3, random -> {
            Channel<Numbered> channel = make();
            List<Task<List<Numbered>>> receiving = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SplittableRandom own = random.split();
                receiving.add(start(() -> receivingWithInterrupts(channel.receiver(), own)));
            }
            List<Task<Void>> sending = List.of(
                start(sendingSparsely(0, channel.sender().duplicate(), messages, random.split())),
                start(sendingSparsely(1, channel.sender().duplicate(), messages, random.split())));
            channel.sender().close();
            while (!channel.receiver().isDisconnected()) {
                receiving.get(random.nextInt(4)).interrupt();
                dawdle(random);
            }
            results(sending);
            assertArrayEquals(new int[] {messages, messages}, Ledger.count(2, results(receiving)));
            channel.receiver().close();
        });
    }

    private static List<Numbered> receivingWithInterrupts(Receiver<Numbered> receiver, SplittableRandom random) {
        List<Numbered> received = new ArrayList<>();
        while (true) {
            try {
                switch (random.nextInt(4)) {
                    case 0 -> received.add(receiver.receive());
                    case 1 -> receiver.receiveMany(received, 3);
                    case 2 -> receiver.stream().limit(2).forEach(received::add);
                    default -> {
                        Numbered message = receiver.tryReceive(Duration.ofNanos(random.nextInt(100_000)));
                        if (message != null) {
                            received.add(message);
                        }
                    }
                }
            } catch (InterruptedException | UncheckedInterruptedException interrupted) {
                Thread.interrupted();
            } catch (DisconnectedException end) {
                return received;
            }
        }
    }

    private static Callable<Void> sendingSparsely(
            int id, Sender<Numbered> sender, int messages, SplittableRandom random) {
        return () -> {
            try (sender) {
                for (int number = 0; number < messages; number++) {
                    sender.send(Numbered.of(id, number));
                    dawdle(random);
                }
                return null;
            }
        };
    }

    @Test
    void aSendThatGaveUpWasNotSent() {
        int messages = 1_000;
        rounds(2, random -> {
            Channel<Numbered> channel = make();
            List<Task<Void>> sending = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int id = i;
                SplittableRandom own = random.split();
                sending.add(start(() -> sendingWithInterrupts(id, channel.sender(), messages, own)));
            }
            SplittableRandom own = random.split();
            Task<List<Numbered>> receiving = start(() -> DeliveryStressContract.receiveAll(channel.receiver(), own));
            while (!sending.stream().allMatch(Task::isDone)) {
                sending.get(random.nextInt(3)).interrupt();
                dawdle(random);
            }
            results(sending);
            channel.sender().close();
            int[] received = Ledger.count(3, List.of(receiving.get()));
            assertArrayEquals(new int[] {messages, messages, messages}, received);
        });
    }

    private static Void sendingWithInterrupts(int id, Sender<Numbered> sender, int messages, SplittableRandom random) {
        for (int number = 0; number < messages; ) {
            Numbered message = Numbered.of(id, number);
            try {
                switch (random.nextInt(3)) {
                    case 0 -> {
                        sender.send(message);
                        number++;
                    }
                    case 1 -> number += sender.trySend(message) ? 1 : 0;
                    default -> number += sender.trySend(message, Duration.ofNanos(random.nextInt(100_000))) ? 1 : 0;
                }
            } catch (InterruptedException interrupted) {
                Thread.yield();
            }
        }
        return null;
    }

    @Test
    void nobodySleepsBesideAMessage() {
        rounds(1, random -> {
            Channel<Integer> channel = make();
            AtomicBoolean over = new AtomicBoolean();
            SplittableRandom own = random.split();
            Task<Integer> patient = start(() -> (int) channel.receiver().stream().count());
            Task<Integer> hasty = start(() -> {
                int received = 0;
                while (!over.get()) {
                    received += channel.receiver().tryReceive(Duration.ofNanos(own.nextInt(50_000))) == null ? 0 : 1;
                }
                return received;
            });
            Task<Integer> disturbed = start(() -> {
                int received = 0;
                while (!over.get()) {
                    try {
                        received += channel.receiver().tryReceive(Duration.ofHours(1)) == null ? 0 : 1;
                    } catch (InterruptedException expected) {
                        Thread.yield();
                    }
                }
                return received;
            });
            int messages = 3_000;
            for (int i = 0; i < messages; i++) {
                channel.sender().send(i);
                dawdle(random);
                disturbed.interrupt();
                Await.until(channel.receiver()::isEmpty, "somebody takes the message");
            }
            over.set(true);
            disturbed.interrupt();
            int received = hasty.get() + disturbed.get();
            channel.sender().close();
            assertEquals(messages, received + patient.get());
            channel.receiver().close();
        });
    }

    @Test
    void aHandleThatIsClosedUnderItsUserCostsNothing() {
        rounds(200, random -> {
            Channel<Numbered> channel = make();
            List<Receiver<Numbered>> handles = new ArrayList<>();
            List<Task<List<Numbered>>> receiving = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Receiver<Numbered> handle = channel.receiver().duplicate();
                handles.add(handle);
                receiving.add(start(() -> {
                    List<Numbered> received = new ArrayList<>();
                    handle.forEach(received::add);
                    return received;
                }));
            }
            receiving.add(start(() -> {
                List<Numbered> received = new ArrayList<>();
                channel.receiver().forEach(received::add);
                return received;
            }));
            Task<Void> sending = start(sendingSparsely(0, channel.sender(), 20, random.split()));
            for (Receiver<Numbered> handle : handles) {
                dawdle(random);
                handle.close();
            }
            sending.get();
            assertArrayEquals(new int[] {20}, Ledger.count(1, results(receiving)));
            channel.receiver().close();
        });
    }
}
