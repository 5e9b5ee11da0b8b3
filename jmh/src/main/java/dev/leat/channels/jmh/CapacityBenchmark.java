package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Param;

/** How many messages go through one channel of a limited capacity, until all receivers have seen the end. */
public abstract class CapacityBenchmark extends ChannelBenchmark {
    @Param({"platform", "virtual"})
    String threads;

    /** Senders : receivers. */
    @Param({"1:1", "4:1", "1:4", "4:4"})
    String shape;

    private Messages messages;
    private Shape parsed;
    private int count;
    private long expected;

    final void open(String subject, int capacity, int count, String payload) {
        this.count = count;
        messages = Messages.of(payload);
        parsed = Shape.parse(shape);
        expected = parsed.sum(count, messages);
        open(subject, new Conditions(threads, parsed, capacity));
    }

    final void transfer() throws Exception {
        check(expected, peer.transfer(parsed, count, messages));
    }
}
