package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Everything at once, at random: every way to send, to receive and to select, duplicates, closes with and without a
 * cause, handles that are closed under their users or forgotten, interrupts. Every message is accounted for.
 */
abstract class SoakContract extends StressContract {
    private static final Logger REPORTS = Logger.getLogger("dev.leat.channels");
    private static final int ACTORS = 4;
    private static final int CHANNELS = 2;

    private final SoakTally tally = new SoakTally();

    /** For good, since the last reports come when the test that caused them is over. */
    @BeforeAll
    static void keepTheReportsOutOfTheLog() {
        REPORTS.setUseParentHandlers(false);
    }

    @Test
    void everyMessageIsAccountedFor() {
        try {
            rounds(12, random -> {
                if (random.nextBoolean()) {
                    patientRound(random);
                } else {
                    hastyRound(random);
                }
            });
        } finally {
            System.out.printf("%s, capacity %d, -Dleat.seed=%d: %s%n", getClass().getSimpleName(), capacity(), seed, tally);
        }
    }

    /**
     * Somebody receives from each channel until its end, so a send always comes to its end though nobody disturbs it;
     * after some disturbances nobody does. A wake-up that is lost then shows as a hang.
     */
    private void patientRound(SplittableRandom random) throws Exception {
        Round round = new Round(random, true);
        List<List<Numbered>> received = new ArrayList<>();
        for (Channel<Numbered> root : round.roots) {
            Receiver<Numbered> own = root.receiver().duplicate();
            List<Numbered> into = new ArrayList<>();
            received.add(into);
            round.tasks.add(start(() -> {
                try (own) {
                    own.forEach(into::add);
                } catch (DisconnectedException end) {
                    assertTrue(end.getCause() != null, "a loop throws at an end with a cause only");
                }
                return null;
            }));
        }
        round.disturb(random, random.nextInt(30));
        for (Channel<Numbered> root : round.roots) {
            root.sender().close();
        }
        round.finish();
        for (List<Numbered> messages : received) {
            tally.received += messages.size();
        }
        round.settle(received);
    }

    /** The ends may come at any time, with messages queued. Who waits may wait for ever, but is disturbed in the end. */
    private void hastyRound(SplittableRandom random) throws Exception {
        Round round = new Round(random, false);
        round.disturb(random, random.nextInt(60));
        for (Channel<Numbered> root : round.roots) {
            switch (random.nextInt(4)) {
                case 0 -> root.sender().close();
                case 1 -> root.receiver().close();
                case 2 -> {
                    root.sender().closeExceptionally(new Exception("the round is over"));
                    root.receiver().close();
                }
                default -> { }
            }
        }
        round.disturb(random, Integer.MAX_VALUE);
        round.finish();
        round.settle(List.of());
    }

    private final class Round {
        final List<Channel<Numbered>> roots = new ArrayList<>();
        final List<Queue<Numbered>> undelivered = new ArrayList<>();
        final List<SoakActor> actors = new ArrayList<>();
        final List<Task<Void>> tasks = new ArrayList<>(); // the actors' first
        final boolean forgetful;

        Round(SplittableRandom random, boolean patient) {
            forgetful = random.nextInt(10) == 0; // seldom, since it takes the collector
            for (int c = 0; c < CHANNELS; c++) {
                Queue<Numbered> left = new ConcurrentLinkedQueue<>();
                undelivered.add(left);
                roots.add(make(Channels.<Numbered>onUndelivered(left::add)));
            }
            for (int i = 0; i < ACTORS; i++) {
                actors.add(new SoakActor(i, roots, patient, forgetful, random.split()));
            }
            for (SoakActor actor : actors) {
                tasks.add(start(actor::act));
            }
        }

        /** Disturbs the actors so many times, or until they are done. */
        void disturb(SplittableRandom random, int times) {
            long start = System.nanoTime();
            for (int i = 0; i < times && !tasks.stream().allMatch(Task::isDone); i++) {
                int victim = random.nextInt(ACTORS);
                if (random.nextInt(8) == 0) {
                    actors.get(victim).closeOne(random);
                } else {
                    tasks.get(victim).interrupt();
                }
                LockSupport.parkNanos(random.nextInt(50_000));
                if (System.nanoTime() - start > Await.DEADLINE.toNanos()) {
                    return; // finish() tells who hangs, and where
                }
            }
        }

        /** Waits until all are done, collecting forgotten handles where one may keep a channel open. */
        void finish() throws Exception {
            AtomicLong waits = new AtomicLong();
            try {
                Await.until(() -> {
                    if (forgetful && waits.incrementAndGet() % 100 == 0) { // some 10 ms
                        System.gc();
                    }
                    return tasks.stream().allMatch(Task::isDone);
                }, "the end of a round");
            } catch (AssertionError hang) {
                for (Task<Void> task : tasks) {
                    if (!task.isDone()) {
                        AssertionError where = new AssertionError("hangs, " + task.thread().getState());
                        where.setStackTrace(task.thread().getStackTrace());
                        hang.addSuppressed(where);
                    }
                }
                roots.forEach(root -> hang.addSuppressed(new AssertionError(root.sender().toString())));
                throw hang;
            }
            for (Task<Void> task : tasks) {
                task.get();
            }
            for (Channel<Numbered> root : roots) {
                root.sender().close();
                root.receiver().close();
            }
        }

        /** Checks that what was sent, and nothing else, was received or is left over, once and in order. */
        void settle(List<List<Numbered>> alsoReceived) {
            List<List<Numbered>> all = new ArrayList<>(alsoReceived);
            long sent = 0;
            long received = alsoReceived.stream().mapToLong(List::size).sum();
            for (SoakActor actor : actors) {
                tally.add(actor.tally());
                sent += actor.tally().sent;
                received += actor.tally().received;
                all.addAll(actor.received());
            }
            long left = sent - received;
            if (forgetful) {
                awaitForgotten(left);
            }
            for (Queue<Numbered> queue : undelivered) {
                tally.undelivered += queue.size();
                all.add(List.copyOf(queue));
            }
            BitSet[] seen = Ledger.seen(ACTORS, all);
            for (int i = 0; i < ACTORS; i++) {
                assertEquals(actors.get(i).sent(), seen[i], "what was sent, by actor " + i);
            }
        }

        /** Where the last receiver was forgotten, the leftovers come when it was collected. */
        private void awaitForgotten(long left) {
            Await.collecting(() -> undelivered.stream().mapToLong(Queue::size).sum() >= left
                    && roots.stream().allMatch(root -> root.sender().senderCount() + root.sender().receiverCount() == 0),
                    "the ends of forgotten handles, and " + left + " leftovers");
        }
    }
}
