package dev.leat.channels;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

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
    private static final ChannelBuilder<?> PLAIN = new ChannelBuilder<>(null, null);

    private Channels() {
    }

    @SuppressWarnings("unchecked") // without a handler it knows nothing of a type
    private static <T> ChannelBuilder<T> plain() {
        return (ChannelBuilder<T>) PLAIN;
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
        return Channels.<T>plain().unbounded();
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
        return Channels.<T>plain().bounded(capacity);
    }

    /**
     * Makes a channel that holds nothing: a send waits until a receiver takes the message from its hand, so a send that
     * returned has been received. The same as {@code bounded(0)}.
     *
     * @param <T> the type of the messages
     * @return a new channel with one open sender and one open receiver
     */
    public static <T> BoundedChannel<T> rendezvous() {
        return Channels.<T>plain().rendezvous();
    }

    /**
     * Begins a channel that has a name, for its {@code toString}, for thread dumps and for reports of forgotten
     * handles.
     *
     * <pre>{@code
     * var orders = Channels.<Order>named("orders").bounded(100);
     * }</pre>
     *
     * @param <T>  the type of the messages
     * @param name the name of the channel
     * @return the builder, which makes the channel
     * @throws NullPointerException if {@code name} is null
     */
    public static <T> ChannelBuilder<T> named(String name) {
        return Channels.<T>plain().name(name);
    }

    /**
     * Begins a channel that hands its leftovers to somebody: the messages that were sent and will not be received,
     * since the
     * last receiver is closed. So every message that was sent is either received or undelivered, and that once.
     *
     * <pre>{@code
     * var connections = Channels.<Socket>onUndelivered(Sockets::close).unbounded();
     * }</pre>
     *
     * <p>{@link ChannelBuilder#onUndelivered} tells when and where the handler runs.
     *
     * @param <T>     the type of the messages
     * @param handler what to do with a message that will not be received
     * @return the builder, which makes the channel
     * @throws NullPointerException if {@code handler} is null
     */
    public static <T> ChannelBuilder<T> onUndelivered(Consumer<? super T> handler) {
        return Channels.<T>plain().onUndelivered(handler);
    }

    /**
     * Has messages produced by a task of an executor, through an unbounded channel. The task runs the body with the
     * channel's
     * only sender, and closes that when the body is over: normally if the body returned, and with a cause if it
     * threw, whatever that was. It is not thrown in the executor then: who receives gets what was sent, and
     * then a {@link DisconnectedException} with that cause. If the body was interrupted, the interrupt status of its
     * thread is
     * set again.
     *
     * <pre>{@code
     * try (var lines = Channels.<String>produce(executor, sender -> {
     *     for (Path file : files) {
     *         for (String line : Files.readAllLines(file)) {
     *             sender.send(line);
     *         }
     *     }
     * })) {
     *     for (String line : lines) {
     *         System.out.println(line);
     *     }
     * }
     * }</pre>
     *
     * <p>When the receiver is closed before everything is received, the body's next send throws a
     * {@link DisconnectedException}, which ends the body. If the executor rejects the task, the receiver ends at once
     * with what the executor threw as the cause; a task that the executor drops later, without a word, leaves its
     * sender behind as a
     * forgotten handle (see {@link Sender#close()}).
     *
     * @param <T>      the type of the messages
     * @param executor who runs the body; one that runs it in the calling thread has it send everything before this
     *     method returns
     * @param body     sends the messages
     * @return the receiver of the messages, to be closed by the caller
     * @throws NullPointerException if an argument is null
     */
    public static <T> Receiver<T> produce(Executor executor, Producer<T> body) {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(body, "body");
        return Production.start(Channels.<T>unbounded(), executor, body);
    }

    /**
     * Has messages produced by a task of an executor, through a bounded channel: as
     * {@link #produce(Executor, Producer)}, but the
     * body waits when it is so many messages ahead. It needs a thread of its own for that: in the calling
     * thread it would wait for a receiver that nobody has yet.
     *
     * @param <T>      the type of the messages
     * @param capacity how many messages the channel holds, 0 for a rendezvous channel
     * @param executor who runs the body
     * @param body     sends the messages
     * @return the receiver of the messages, to be closed by the caller
     * @throws NullPointerException     if an argument is null
     * @throws IllegalArgumentException if {@code capacity} is negative
     */
    public static <T> Receiver<T> produce(int capacity, Executor executor, Producer<T> body) {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(body, "body");
        return Production.start(Channels.<T>bounded(capacity), executor, body);
    }
}
