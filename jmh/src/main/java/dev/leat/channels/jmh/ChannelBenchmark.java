package dev.leat.channels.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What all benchmarks have in common. An invocation is a whole workload of many messages, which the threads of the
 * subject carry out: so coroutines and virtual threads, which are not JMH's own threads, are measured like the others.
 * Each fork has one subject, so the calls to it are as direct as in a program that uses no other. The workloads are so long that it
 * does not matter much how their threads begin: the operating system may leave threads that were just started on one of two
 * processors for ten milliseconds and more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// The heap has room for the backlog of a fast sender. All of it is touched at the start, as it is in a program that has run for
// a while. Otherwise a subject that allocates little meets unused memory in each iteration (Transfer, Leat, 1:1, platform threads,
// far processors: 28 messages a us, not 77), while those that allocate more have used all of it by the end of the warm-up.
@Fork(value = 5, jvmArgs = {"-Xms1g", "-Xmx1g", "-Xmn256m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public abstract class ChannelBenchmark {
    Subject peer;

    // Of a transfer.
    private Shape parsed;
    private int count;
    private Messages messages;
    private long expected;

    final void open(String subject, Conditions conditions) {
        peer = Subjects.open(subject, conditions);
    }

    /** Opens a subject for {@link #transfer()}, of so many messages. */
    final void openTransfer(String subject, Conditions conditions, int count, String payload) {
        this.count = count;
        parsed = conditions.shape();
        messages = Messages.of(payload);
        expected = parsed.sum(count, messages);
        open(subject, conditions);
    }

    /** Moves the messages through one channel, until all receivers have seen the end. */
    final void transfer() throws Exception {
        check(expected, peer.transfer(parsed, count, messages));
    }

    @TearDown
    public void close() {
        peer.close();
    }

    static void check(long expected, long received) {
        if (received != expected) {
            throw new IllegalStateException("the messages received add up to " + received + ", not to " + expected);
        }
    }
}
