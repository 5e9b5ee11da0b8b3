package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Capacity 1: nearly every message makes somebody wait, so an invocation has fewer of them. */
public class OneSlotCrowd extends CrowdBenchmark {
    private static final int MESSAGES = 1 << 20;

    @Param({"leat", "abq", "lbq", "jox", "kotlin", "naive"})
    String subject;

    @Param("1")
    int capacity;

    @Setup
    public void setUp() {
        open(subject, capacity, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void buffered() throws Exception {
        transfer();
    }
}
