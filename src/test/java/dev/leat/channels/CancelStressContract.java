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
        int messages = 3_000;
        rounds(4, random -> {
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
            int messages = 5_000;
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
        rounds(300, random -> {
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
