package dev.leat.channels;

import java.util.concurrent.ThreadFactory;

/** What a contract suite is run with: a kind of channel and a kind of thread. */
interface Flavour {
    /** Makes a channel that nobody closes but the caller. */
    <T> Channel<T> make();

    /** Makes such a channel from a builder. */
    <T> Channel<T> make(ChannelBuilder<T> builder);

    /** The word by which {@code toString} calls this kind of channel. */
    String kind();

    int capacity();

    default ThreadFactory threads() {
        return Task.PLATFORM;
    }
}
