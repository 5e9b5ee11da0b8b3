package dev.leat.channels;

/**
 * The two ends of a new channel, to be taken apart and handed out.
 *
 * <p>A channel object is only a pair of handles: it has no state and ends nothing. Who keeps it keeps both handles
 * reachable; the safety net for forgotten handles (see {@link Sender#close()}) cannot help while it is kept.
 *
 * @param <T> the type of the messages
 */
public sealed interface Channel<T> permits UnboundedChannel, BoundedChannel {
    /**
     * Returns the first sender of the channel.
     *
     * @return the sender, the same one at every call
     */
    Sender<T> sender();

    /**
     * Returns the first receiver of the channel.
     *
     * @return the receiver, the same one at every call
     */
    Receiver<T> receiver();
}
