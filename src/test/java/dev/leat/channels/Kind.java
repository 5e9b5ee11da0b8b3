package dev.leat.channels;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The kinds of channels that meet in one select. */
enum Kind {
    UNBOUNDED(Integer.MAX_VALUE), ONE(1), SEVERAL(5), RENDEZVOUS(0);

    final int capacity;

    Kind(int capacity) {
        this.capacity = capacity;
    }

    <T> Channel<T> make() {
        return this == UNBOUNDED ? Channels.unbounded() : Channels.bounded(capacity);
    }

    <T> Channel<T> make(ChannelBuilder<T> builder) {
        return this == UNBOUNDED ? builder.unbounded() : builder.bounded(capacity);
    }

    /** All pairs, in both orders. */
    static Stream<Arguments> pairs() {
        return Arrays.stream(values()).flatMap(a -> Arrays.stream(values()).map(b -> Arguments.of(a, b)));
    }
}
