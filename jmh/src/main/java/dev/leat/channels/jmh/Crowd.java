package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * That the threads start and end is in the figure; there are so many messages, more than 3,000 for each of 5,000 senders, that this
 * does not matter much. (With a quarter of them it was a third of the time.)
 */
public class Crowd extends CrowdBenchmark {
    private static final int MESSAGES = 1 << 24;

    @Param({"leat", "abq", "lbq", "ltq", "jox", "kotlin", "conversant", "naive"})
    String subject;

    @Param({"unbounded", "128"})
    String capacity;

    @Setup
    public void setUp() {
        open(subject, Conditions.capacity(capacity), MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void buffered() throws Exception {
        transfer();
    }
}
