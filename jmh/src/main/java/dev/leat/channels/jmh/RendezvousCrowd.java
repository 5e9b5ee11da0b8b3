package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Like {@link Crowd}, over a channel of capacity 0. */
public class RendezvousCrowd extends ChannelBenchmark {
    private static final int MESSAGES = 1 << 20;

    @Param({"leat", "sq", "sq-fair", "ltq", "jox", "kotlin", "turns"})
    String subject;

    @Param("0")
    int capacity;

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
        open(subject, new Conditions(threads, parsed, capacity));
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void meeting() throws Exception {
        check(expected, peer.transfer(parsed, MESSAGES, messages));
    }
}
