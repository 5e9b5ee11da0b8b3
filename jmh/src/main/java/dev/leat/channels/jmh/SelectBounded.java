package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A select among channels that hold their senders back now and then. */
public class SelectBounded extends SelectBenchmark {
    private static final int MESSAGES = 1 << 19;

    @Param("128")
    String capacity;

    @Setup
    public void setUp() {
        open(capacity, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void receive() throws Exception {
        selectReceive();
    }
}
