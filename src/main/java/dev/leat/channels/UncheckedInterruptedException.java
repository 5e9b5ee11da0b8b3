package dev.leat.channels;

import java.util.Objects;

/**
 * Thrown by an iterator or a stream of a {@link Receiver} when the waiting thread is interrupted, since neither can
 * throw an {@link InterruptedException}. The interrupt status of the thread is set again. No message was taken.
 */
public class UncheckedInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Wraps an interruption.
     *
     * @param cause the interruption
     * @throws NullPointerException if {@code cause} is null
     */
    public UncheckedInterruptedException(InterruptedException cause) {
        super(Objects.requireNonNull(cause, "cause"));
    }
}
