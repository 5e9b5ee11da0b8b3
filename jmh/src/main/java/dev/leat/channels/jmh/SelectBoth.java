package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How many messages go round in a ring of threads that all select: each sends to the next, or receives from the one
 * before, whichever it can do first: selects meet selects. Capacities with a buffer are left to the command line, for
 * Jox 1.0.1 does not get through: on virtual threads its selects then spin on all carriers.
 */
public class SelectBoth extends ChannelBenchmark {
    private static final int PARTIES = 4;
    private static final int MESSAGES = 1 << 17;

    @Param({"leat", "leat-once", "jox", "kotlin"})
    String subject;

    @Param({"platform", "virtual"})
    String threads;

    @Param("0")
    int capacity;

    private final Messages messages = Messages.of("reused");
    private long expected;

    @Setup
    public void setUp() {
        expected = PARTIES * messages.sum(MESSAGES / PARTIES);
        open(subject, new Conditions(threads, new Shape(PARTIES, PARTIES), capacity));
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void both() throws Exception {
        check(expected, peer.selectBoth(PARTIES, MESSAGES, messages));
    }
}
