package dev.leat.channels.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What a select costs, and allocates, that need not wait: in one thread, among many channels of which two have a
 * message. A send is in the figure.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SelectReady extends ChannelBenchmark {
    private static final int MESSAGES = 1 << 14;

    @Param({"leat", "leat-once", "leat-plain", "jox", "kotlin"})
    String subject;

    @Param({"1", "2", "16", "256", "4096"})
    int channels;

    /** Bounded: nothing is allocated for a message in the buffer, so what is allocated is the channels' share and the select's. */
    @Param("16")
    int capacity;

    private final Messages messages = Messages.of("reused");
    private long expected;

    @Setup
    public void setUp() {
        expected = messages.sum(MESSAGES);
        open(subject, new Conditions("platform", new Shape(channels, 1), capacity));
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void ready() throws Exception {
        check(expected, peer.selectReady(channels, MESSAGES, messages));
    }
}
