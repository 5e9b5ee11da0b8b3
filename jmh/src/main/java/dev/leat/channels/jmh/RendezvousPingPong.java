package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Like {@link PingPong}, over channels of capacity 0: a round trip is two meetings. */
@BenchmarkMode(Mode.AverageTime)
public class RendezvousPingPong extends ChannelBenchmark {
    private static final int ROUNDS = 5_000;

    @Param({"leat", "sq", "sq-fair", "ltq", "jox", "kotlin"})
    String subject;

    @Param("0")
    int capacity;

    @Param({"platform", "virtual"})
    String threads;

    private final long[] laps = new long[ROUNDS];
    private Messages messages;
    private long expected;

    @Setup
    public void setUp() {
        messages = Messages.of("reused");
        expected = messages.sum(ROUNDS);
        open(subject, new Conditions(threads, new Shape(1, 1), capacity));
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void rendezvous() throws Exception {
        check(expected, peer.pingPong(laps, messages));
        LatencyProfiler.record(laps);
    }
}
