package dev.leat.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Rounds of random races. The system property {@code leat.stress} multiplies them, {@code leat.seed} repeats them. */
abstract class StressContract extends ChannelContract {
    private static final int SCALE = Integer.getInteger("leat.stress", 1);

    final long seed = Long.getLong("leat.seed", System.nanoTime());

    interface Round {
        void play(SplittableRandom random) throws Exception;
    }

    final void rounds(int rounds, Round round) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < rounds * SCALE; i++) {
            try {
                round.play(random);
            } catch (Exception | AssertionError failure) {
                throw new AssertionError("in round " + i + " with -Dleat.seed=" + seed, failure);
            }
        }
    }

    /** Starts threads whose bodies begin at the same time. */
    @SafeVarargs
    final <V> List<Task<V>> race(Callable<V>... bodies) {
        AtomicInteger missing = new AtomicInteger(bodies.length);
        List<Task<V>> tasks = new ArrayList<>();
        for (Callable<V> body : bodies) {
            tasks.add(start(() -> {
                missing.decrementAndGet();
                while (missing.get() > 0) {
                    Thread.yield();
                }
                return body.call();
            }));
        }
        return tasks;
    }

    static <V> List<V> results(List<Task<V>> tasks) throws Exception {
        List<V> results = new ArrayList<>();
        for (Task<V> task : tasks) {
            results.add(task.get());
        }
        return results;
    }

    /** Lets a little time pass, more often none. */
    static void dawdle(SplittableRandom random) {
        for (int i = random.nextInt(400) - 200; i > 0; i--) {
            Thread.onSpinWait();
        }
        if (random.nextInt(10) == 0) {
            Thread.yield();
        }
    }
}
