package dev.leat.channels;

import java.util.Objects;

/**
 * The two ends of a new bounded channel, or of a rendezvous channel.
 *
 * @param <T>      the type of the messages
 * @param sender   the first sender
 * @param receiver the first receiver
 * @see Channels#bounded(int)
 */
public record BoundedChannel<T>(Sender<T> sender, Receiver<T> receiver) implements Channel<T> {
    /**
     * Pairs two ends.
     *
     * @param sender   the first sender
     * @param receiver the first receiver
     * @throws NullPointerException if an end is null
     */
    public BoundedChannel {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(receiver, "receiver");
    }
}
