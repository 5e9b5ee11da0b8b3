package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How many messages go through 10,000 channels at once, between virtual threads: two workloads that Jox publishes. */
public class Pipeline extends ChannelBenchmark {
    private static final int CHANNELS = 10_000;
    private static final int MESSAGES = 200;

    @Param({"leat", "sq", "sq-fair", "ltq", "abq", "lbq", "jox", "kotlin", "turns"})
    String subject;

    @Param({"0", "16", "100"})
    int capacity;

    @Param("virtual")
    String threads;

    private final Messages messages = Messages.of("reused");

    @Setup
    public void setUp() {
        open(subject, new Conditions(threads, new Shape(1, 1), capacity));
    }

    /** Every thread but the first and the last receives from one channel and sends to the next. */
    @Benchmark
    @OperationsPerInvocation(CHANNELS * MESSAGES)
    public void chain() throws Exception {
        check(messages.sum(MESSAGES), peer.chain(CHANNELS, MESSAGES, messages));
    }

    /** Every channel has a sender and a receiver of its own. */
    @Benchmark
    @OperationsPerInvocation(CHANNELS * MESSAGES)
    public void pairs() throws Exception {
        check(CHANNELS * messages.sum(MESSAGES), peer.pairs(CHANNELS, MESSAGES, messages));
    }
}
