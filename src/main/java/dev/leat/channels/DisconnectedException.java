package dev.leat.channels;

/**
 * Thrown by an operation on a channel whose other side is gone: by a send when every receiver is closed, by a receive
 * when every sender is closed and nothing is queued any more.
 *
 * <p>{@link #getCause()} of the exception that a receiver meets is what the first
 * {@link Sender#closeExceptionally(Throwable)} gave (later ones, a thousand at most, are added to that as suppressed
 * exceptions), or null if all senders closed normally. The exception that a sender meets has no cause.
 */
public class DisconnectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message which side of which channel is gone
     * @param cause   why it is gone, or null if it was closed normally
     */
    public DisconnectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
