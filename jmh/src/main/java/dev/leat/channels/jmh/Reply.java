package dev.leat.channels.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A question to a thread that works on it, and the reply on a channel that is made for it, so that nobody can know how long such
 * a wait takes there.
 */
@BenchmarkMode(Mode.AverageTime)
public class Reply extends ChannelBenchmark {
    private static final int QUESTIONS = 4_000;

    @Param({"leat", "ltq", "lbq", "jox", "kotlin", "naive"})
    String subject;

    @Param("unbounded")
    String capacity;

    @Param({"platform", "virtual"})
    String threads;

    /** In microseconds. */
    @Param({"1", "10"})
    int work;

    /** Who ask at the same time, each a thread of its own. */
    @Param({"1", "16"})
    int pairs;

    private long[][] laps;
    private Messages messages;
    private long expected;

    @Setup
    public void setUp() {
        messages = Messages.of("reused");
        laps = new long[pairs][QUESTIONS / pairs];
        expected = pairs * messages.sum(QUESTIONS / pairs);
        open(subject, new Conditions(threads, new Shape(1, 1), Conditions.capacity(capacity)));
    }

    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public void buffered() throws Exception {
        check(expected, peer.replies(laps, TimeUnit.MICROSECONDS.toNanos(work), messages));
        for (long[] each : laps) {
            LatencyProfiler.record(each);
        }
    }
}
