package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How many messages go through one channel, from the first send until all receivers have seen the end. */
public class Transfer extends ChannelBenchmark {
    private static final int MESSAGES = 1 << 21;

    @Param({"leat", "ltq", "lbq", "jox", "kotlin", "mpsc-take", "naive", "spsc", "mpsc", "mpmc"})
    String subject;

    @Param({"platform", "virtual"})
    String threads;

    /** Senders : receivers. */
    @Param({"1:1", "2:1", "4:1", "1:4", "2:2", "4:4"})
    String shape;

    @Param({"reused", "fresh"})
    String payload;

    @Setup
    public void setUp() {
        openTransfer(subject, new Conditions(threads, Shape.parse(shape), Conditions.UNBOUNDED), MESSAGES, payload);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void unbounded() throws Exception {
        transfer();
    }
}
