package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A capacity that lets senders and receivers work for a while without waiting for each other. */
public class Bounded extends CapacityBenchmark {
    private static final int MESSAGES = 1 << 20;

    @Param({"leat", "abq", "lbq", "jox", "kotlin", "conversant", "naive", "spsc", "mpsc", "mpmc"})
    String subject;

    @Param({"128", "4096"})
    int capacity;

    @Param({"reused", "fresh"})
    String payload;

    @Setup
    public void setUp() {
        open(subject, capacity, MESSAGES, payload);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void bounded() throws Exception {
        transfer();
    }
}
