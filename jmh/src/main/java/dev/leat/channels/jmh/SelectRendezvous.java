package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A select among channels of capacity 0: every message is a meeting, so an invocation has fewer of them. */
public class SelectRendezvous extends SelectBenchmark {
    private static final int MESSAGES = 1 << 17;

    @Param("0")
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
