package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Param;

/** How many messages go through one channel of a limited capacity, until all receivers have seen the end. */
public abstract class CapacityBenchmark extends ChannelBenchmark {
    @Param({"platform", "virtual"})
    String threads;

    /** Senders : receivers. */
    @Param({"1:1", "4:1", "1:4", "4:4"})
    String shape;

    final void open(String subject, int capacity, int count, String payload) {
        openTransfer(subject, new Conditions(threads, Shape.parse(shape), capacity), count, payload);
    }
}
