package dev.leat.channels;

import dev.leat.channels.engine.UnboundedSenderHandle;
import java.time.Duration;

/**
 * A sending end of an unbounded channel. There is always room, so no send waits and none can be interrupted.
 *
 * <p><b>Progress.</b> Sends are lock-free: a send is one atomic step, tried again only when another send was faster,
 * and, if a receiver sleeps, waking it. No send ever waits for another thread; a thread that is stopped in the middle
 * of a send or of a receive holds up no sender.
 *
 * @param <T> the type of the messages
 */
public sealed interface UnboundedSender<T> extends Sender<T> permits UnboundedSenderHandle {
    /**
     * Sends a message. Never waits and does not look at the interrupt status.
     *
     * @param value the message
     * @throws NullPointerException  if {@code value} is null
     * @throws IllegalStateException if this handle is closed
     * @throws DisconnectedException if every receiver is closed; the message was not sent
     */
    @Override
    void send(T value);

    /**
     * Sends a message. There is always room, so this is {@link #send} with an answer.
     *
     * @param value the message
     * @return {@code true}
     * @throws NullPointerException  if {@code value} is null
     * @throws IllegalStateException if this handle is closed
     * @throws DisconnectedException if every receiver is closed; the message was not sent
     */
    @Override
    boolean trySend(T value);

    /**
     * Sends a message. There is always room, so the time is not needed.
     *
     * @param value   the message
     * @param timeout checked for null, otherwise of no effect
     * @return {@code true}
     * @throws NullPointerException  if {@code value} or {@code timeout} is null
     * @throws IllegalStateException if this handle is closed
     * @throws DisconnectedException if every receiver is closed; the message was not sent
     */
    @Override
    boolean trySend(T value, Duration timeout);

    @Override
    UnboundedSender<T> duplicate();
}
