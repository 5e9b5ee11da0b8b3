package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How many messages go through a channel that one thread has for itself: 100 sends, 100 receives, and again. */
public class OneThread extends ChannelBenchmark {
    private static final int ROUNDS = 10_000;
    private static final int BATCH = 100;

    @Param({"leat", "ltq", "lbq", "jox", "kotlin", "mpsc-take", "naive", "spsc", "mpsc", "mpmc"})
    String subject;

    @Param({"platform", "virtual"})
    String threads;

    @Param({"reused", "fresh"})
    String payload;

    private Messages messages;
    private long expected;

    @Setup
    public void setUp() {
        messages = Messages.of(payload);
        expected = ROUNDS * messages.sum(BATCH);
        open(subject, new Conditions(threads, new Shape(1, 1), Conditions.UNBOUNDED));
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS * BATCH)
    public void unbounded() throws Exception {
        check(expected, peer.alone(ROUNDS, BATCH, messages));
    }
}
