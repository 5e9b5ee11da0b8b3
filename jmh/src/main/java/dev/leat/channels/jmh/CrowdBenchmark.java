package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Param;

/** Many more threads than processors around one channel, beside the usual few. */
public abstract class CrowdBenchmark extends ChannelBenchmark {
    @Param({"platform", "virtual"})
    String threads;

    /** Senders : receivers. */
    @Param({"4:4", "32:32", "5000:5000"})
    String shape;

    final void open(String subject, int capacity, int count) {
        openTransfer(subject, new Conditions(threads, Shape.parse(shape), capacity), count, "reused");
    }
}
