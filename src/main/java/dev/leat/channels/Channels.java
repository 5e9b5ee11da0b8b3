package dev.leat.channels;

import dev.leat.channels.engine.Handles;

/**
 * Makes channels.
 *
 * <p>A channel carries messages from threads that hold a {@link Sender} to threads that hold a {@link Receiver}. Each
 * message goes to exactly one receive. Both ends are counted: {@code duplicate()} adds a handle, {@code close()} takes
 * one away, and the channel ends by itself when the last sender or the last receiver is closed.
 *
 * <pre>{@code
 * var channel = Channels.<String>unbounded();
 * new Thread(() -> {
 *     try (var sender = channel.sender()) {
 *         sender.send("hi");
 *     }
 * }).start();
 * try (var receiver = channel.receiver()) {
 *     for (String message : receiver) {
 *         System.out.println("Got: " + message);
 *     }
 * }
 * }</pre>
 */
public final class Channels {
    private Channels() {
    }

    /**
     * Makes a channel without a limit: a send never waits. A queued message costs 4 to 8 bytes beside itself.
     *
     * <p>Senders that are faster than the receivers for long fill the heap.
     *
     * @param <T> the type of the messages
     * @return a new channel with one open sender and one open receiver
     */
    public static <T> UnboundedChannel<T> unbounded() {
        return Handles.unbounded();
    }
}
