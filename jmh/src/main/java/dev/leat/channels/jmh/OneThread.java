package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How many messages go through a channel that one thread has for itself, and room for: 100 sends, 100 receives, and again. */
public class OneThread extends ChannelBenchmark {
    private static final int ROUNDS = 10_000;
    private static final int BATCH = 100;

    @Param({"leat", "ltq", "lbq", "abq", "conversant", "jox", "kotlin", "mpsc-take", "naive", "spsc", "mpsc", "mpmc"})
    String subject;

    @Param({"unbounded", "128", "4096"})
    String capacity;

    @Param({"platform", "virtual"})
    String threads;

    @Param({"reused", "fresh"})
    String payload;

    private Messages messages;
    private long expected;

    @Setup
    public void setUp() {
        if (Conditions.capacity(capacity) < BATCH) {
            throw new IllegalArgumentException("the thread would wait for itself: it needs a capacity of " + BATCH);
        }
        messages = Messages.of(payload);
        expected = ROUNDS * messages.sum(BATCH);
        open(subject, new Conditions(threads, new Shape(1, 1), Conditions.capacity(capacity)));
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS * BATCH)
    public void buffered() throws Exception {
        check(expected, peer.alone(ROUNDS, BATCH, messages));
    }
}
