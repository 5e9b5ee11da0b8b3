package dev.leat.channels.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What a channel costs that is made and closed again; a queue is only made. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Create extends ChannelBenchmark {
    @Param({"leat", "ltq", "lbq", "jox", "kotlin", "spsc", "mpsc", "mpmc"})
    String subject;

    @Setup
    public void setUp() {
        open(subject, new Conditions("platform", new Shape(1, 1), Conditions.UNBOUNDED));
    }

    @Benchmark
    public Object unbounded() {
        return peer.createAndClose();
    }
}
