package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Many more threads than processors around one channel, beside the usual few. That the threads start and end is in the figure;
 * there are so many messages, more than 3,000 for each of 5,000 senders, that this does not matter much. (With a quarter of them
 * it was a third of the time.)
 */
public class Crowd extends ChannelBenchmark {
    private static final int MESSAGES = 1 << 24;

    @Param({"leat", "abq", "lbq", "ltq", "jox", "kotlin", "conversant", "naive"})
    String subject;

    @Param({"unbounded", "128"})
    String capacity;

    @Param({"platform", "virtual"})
    String threads;

    /** Senders : receivers. */
    @Param({"4:4", "32:32", "5000:5000"})
    String shape;

    private final Messages messages = Messages.of("reused");
    private Shape parsed;
    private long expected;

    @Setup
    public void setUp() {
        parsed = Shape.parse(shape);
        expected = parsed.sum(MESSAGES, messages);
        open(subject, new Conditions(threads, parsed, Conditions.capacity(capacity)));
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void buffered() throws Exception {
        check(expected, peer.transfer(parsed, MESSAGES, messages));
    }
}
