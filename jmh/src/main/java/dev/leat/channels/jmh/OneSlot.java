package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Capacity 1: nearly every message makes somebody wait, so an invocation has fewer of them. (With 8,192 Leat did 0.7 messages a us
 * at 4:1, platform threads, far processors; with these it does 1.8, as at 1:1 and 1:4.)
 */
public class OneSlot extends CapacityBenchmark {
    private static final int MESSAGES = 1 << 17;

    @Param({"leat", "abq", "lbq", "jox", "kotlin", "naive"})
    String subject;

    @Param({"1"})
    int capacity;

    @Setup
    public void setUp() {
        open(subject, capacity, MESSAGES, "reused");
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void bounded() throws Exception {
        transfer();
    }
}
