package dev.leat.channels.engine;

import dev.leat.channels.BoundedChannel;
import dev.leat.channels.UnboundedChannel;
import java.util.function.Consumer;

/** Makes the first handles of new channels. For the public package only. */
public final class Handles {
    private Handles() {
    }

    /**
     * Makes an unbounded channel.
     *
     * @param <T>         the type of the messages
     * @param name        its name for people, or null
     * @param undelivered what to do with messages that were sent and will not be received, or null
     * @return its ends
     */
    public static <T> UnboundedChannel<T> unbounded(String name, Consumer<? super T> undelivered) {
        var engine = LinkedEngine.unbounded();
        engine.furnish(name, undelivered);
        var sender = new UnboundedSenderHandle<T>(engine);
        var receiver = new ReceiverHandle<T>(engine);
        var channel = new UnboundedChannel<>(sender, receiver);
        sender.openFirst();
        receiver.openFirst();
        return channel;
    }

    /**
     * Makes a bounded channel.
     *
     * @param <T>         the type of the messages
     * @param capacity    how many messages it holds, 0 for a rendezvous channel
     * @param name        its name for people, or null
     * @param undelivered what to do with messages that were sent and will not be received, or null
     * @return its ends
     */
    public static <T> BoundedChannel<T> bounded(int capacity, String name, Consumer<? super T> undelivered) {
        var engine = capacity == 0 ? new RendezvousEngine() : LinkedEngine.bounded(capacity);
        engine.furnish(name, undelivered);
        var sender = new BoundedSenderHandle<T>(engine);
        var receiver = new ReceiverHandle<T>(engine);
        var channel = new BoundedChannel<>(sender, receiver);
        sender.openFirst();
        receiver.openFirst();
        return channel;
    }
}
