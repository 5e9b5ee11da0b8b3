package dev.leat.channels;

import java.util.concurrent.Executor;

/**
 * What sends the messages of a channel that {@link Channels#produce(Executor, Producer)} makes.
 *
 * @param <T> the type of the messages
 */
@FunctionalInterface
public interface Producer<T> {
    /**
     * Sends the messages. The sender is closed when this method is over: normally if it returns, with a cause if
     * it throws. Leave the closing to that: what is thrown after the producer has closed it itself cannot reach the
     * receivers. Duplicates of it are the producer's own, and to be closed by it.
     *
     * <p>When nobody receives any more, a send throws {@link DisconnectedException}. There is no need to catch that:
     * it ends the producer, and nobody is left to be told of it.
     *
     * @param sender the only sender of the channel
     * @throws Exception if the messages are not complete; the receivers get what was sent, and then this as the cause
     */
    void produce(Sender<T> sender) throws Exception;
}
