package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long a message takes to another thread and, through a second channel, back. */
@BenchmarkMode(Mode.AverageTime)
public class PingPong extends ChannelBenchmark {
    private static final int ROUNDS = 10_000;

    @Param({"leat", "ltq", "lbq", "abq", "conversant", "jox", "kotlin", "naive"})
    String subject;

    @Param({"unbounded", "1", "128"})
    String capacity;

    @Param({"platform", "virtual"})
    String threads;

    private final long[] laps = new long[ROUNDS];
    private Messages messages;
    private long expected;

    @Setup
    public void setUp() {
        messages = Messages.of("reused");
        expected = messages.sum(ROUNDS);
        open(subject, new Conditions(threads, new Shape(1, 1), Conditions.capacity(capacity)));
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void buffered() throws Exception {
        check(expected, peer.pingPong(laps, messages));
        LatencyProfiler.record(laps);
    }
}
