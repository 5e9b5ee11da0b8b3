package dev.leat.channels.jmh;

import org.openjdk.jmh.annotations.Param;

/** How many messages one receiver gets that selects among channels, each of which has a sender of its own. */
public abstract class SelectBenchmark extends ChannelBenchmark {
    @Param({"leat", "leat-merged", "leat-once", "leat-plain", "jox", "kotlin"})
    String subject;

    @Param({"platform", "virtual"})
    String threads;

    @Param({"1", "2", "4", "8", "64"})
    int channels;

    private final Messages messages = Messages.of("reused");
    private Shape shape;
    private int count;
    private long expected;

    final void open(String capacity, int count) {
        this.count = count;
        shape = new Shape(channels, 1);
        expected = shape.sum(count, messages);
        open(subject, new Conditions(threads, shape, Conditions.capacity(capacity)));
    }

    final void selectReceive() throws Exception {
        check(expected, peer.selectReceive(shape, count, messages));
    }
}
