package dev.leat.channels;

interface Unbounded extends Flavour {
    @Override
    default <T> Channel<T> make() {
        return Channels.unbounded();
    }

    @Override
    default <T> Channel<T> make(ChannelBuilder<T> builder) {
        return builder.unbounded();
    }

    @Override
    default String kind() {
        return "unbounded";
    }

    @Override
    default int capacity() {
        return Integer.MAX_VALUE;
    }
}
