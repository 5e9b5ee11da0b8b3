package dev.leat.channels.jmh;

import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long it takes to send 100 messages to a receiver that is parked, until it has them: mostly its wake-up. Every
 * burst has a receiver of its own, parked beforehand, so what it costs to park is not in the figure. With a capacity of 1 the
 * sender waits too.
 */
@BenchmarkMode(Mode.AverageTime)
public class Burst extends ChannelBenchmark {
    private static final int CHANNELS = 32;
    private static final int BURST = 100;

    @Param({"leat", "ltq", "lbq", "abq", "jox", "kotlin", "naive"})
    String subject;

    @Param({"unbounded", "1", "128"})
    String capacity;

    @Param({"platform", "virtual"})
    String threads;

    private Messages messages;
    private long expected;
    private Callable<Long> bursts;

    @Setup
    public void setUp() {
        messages = Messages.of("reused");
        expected = CHANNELS * messages.sum(BURST);
        open(subject, new Conditions(threads, new Shape(1, 1), Conditions.capacity(capacity)));
    }

    /** Costs much more than reading the clock twice, and so does an invocation. */
    @Setup(Level.Invocation)
    public void park() throws Exception {
        bursts = peer.bursts(CHANNELS, BURST, messages);
    }

    @Benchmark
    @OperationsPerInvocation(CHANNELS)
    public void buffered() throws Exception {
        check(expected, bursts.call());
    }
}
