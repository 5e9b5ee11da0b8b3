package dev.leat.channels;

interface Bounded extends Flavour {
    @Override
    default <T> Channel<T> make() {
        return Channels.bounded(capacity());
    }

    @Override
    default <T> Channel<T> make(ChannelBuilder<T> builder) {
        return builder.bounded(capacity());
    }

    @Override
    default String kind() {
        return capacity() == 0 ? "rendezvous" : "bounded";
    }
}
