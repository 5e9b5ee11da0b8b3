package dev.leat.channels.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Messages that come seldom, so that the receiver waits for each: what such a wait takes of the processor, and how long it takes
 * until the message is there. The time of an operation is the pause's, and tells nothing.
 */
@BenchmarkMode(Mode.AverageTime)
public class Trickle extends ChannelBenchmark {
    private static final int MESSAGES = 500;

    @Param({"leat", "ltq", "lbq", "jox", "kotlin", "naive"})
    String subject;

    @Param("unbounded")
    String capacity;

    @Param({"platform", "virtual"})
    String threads;

    /** In microseconds; where a timer wakes threads, they take some 50 more. */
    @Param({"20", "1000"})
    int pause;

    private final long[] delays = new long[MESSAGES];
    private Messages messages;
    private long expected;

    @Setup
    public void setUp() {
        messages = Messages.of("reused");
        expected = messages.sum(MESSAGES);
        open(subject, new Conditions(threads, new Shape(1, 1), Conditions.capacity(capacity)));
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void buffered() throws Exception {
        check(expected, peer.trickle(delays, TimeUnit.MICROSECONDS.toNanos(pause), messages));
        LatencyProfiler.record(delays);
    }
}
