package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Capacity 0: every message is a meeting, so an invocation has fewer of them. */
public class RendezvousCrowd extends CrowdBenchmark {
    private static final int MESSAGES = 1 << 20;

    @Param({"leat", "sq", "sq-fair", "ltq", "jox", "kotlin", "turns"})
    String subject;

    @Param("0")
    int capacity;

    @Setup
    public void setUp() {
        open(subject, capacity, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void meeting() throws Exception {
        transfer();
    }
}
