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

    /**
     * Makes a channel that holds up to {@code capacity} messages: when it is full, a send waits until a message is
     * received. Memory is taken as it is used, so a huge capacity costs nothing by itself.
     *
     * @param <T>      the type of the messages
     * @param capacity how many messages fit in; 0 makes a {@linkplain #rendezvous() rendezvous} channel
     * @return a new channel with one open sender and one open receiver
     * @throws IllegalArgumentException if {@code capacity} is negative
     */
    public static <T> BoundedChannel<T> bounded(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity is negative: " + capacity);
        }
        return Handles.bounded(capacity);
    }

    /**
     * Makes a channel that holds nothing: a send waits until a receiver takes the message from its hand, so a send that
     * returned has been received. The same as {@code bounded(0)}.
     *
     * @param <T> the type of the messages
     * @return a new channel with one open sender and one open receiver
     */
    public static <T> BoundedChannel<T> rendezvous() {
        return Handles.bounded(0);
    }
}
