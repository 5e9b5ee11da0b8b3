package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Capacity 1: nearly every message makes somebody wait, so an invocation has fewer of them. (Not fewer still: with 8,192 of them
 * Leat, 4:1, platform threads, does 0.7 messages a us, and 1.8 with these, as with 1:1 and 1:4, with processors that are far.)
 */
public class OneSlot extends CapacityBenchmark {
    private static final int MESSAGES = 1 << 17;

    @Param({"leat", "abq", "lbq", "jox", "kotlin", "naive"})
    String subject;

    @Param({"1"})
    int capacity;

    @Setup
    public void setUp() {
        open(subject, capacity, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void bounded() throws Exception {
        transfer();
    }
}
