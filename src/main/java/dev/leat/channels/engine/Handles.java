package dev.leat.channels.engine;

import dev.leat.channels.UnboundedChannel;

/** Makes the first handles of new channels. For the public package only. */
public final class Handles {
    private Handles() {
    }

    /**
     * Makes an unbounded channel.
     *
     * @param <T> the type of the messages
     * @return its ends
     */
    public static <T> UnboundedChannel<T> unbounded() {
        var engine = new UnboundedEngine();
        var sender = new UnboundedSenderHandle<T>(engine);
        var receiver = new ReceiverHandle<T>(engine);
        var channel = new UnboundedChannel<>(sender, receiver);
        sender.openFirst();
        receiver.openFirst();
        return channel;
    }
}
