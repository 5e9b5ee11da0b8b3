package dev.leat.channels;

import dev.leat.channels.engine.Handles;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
     * <p>Senders that are faster than the receivers for a long time fill the heap.
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
     * <p>{@code trySend} finds a receiver that is parked, and {@code tryReceive} a sender that is. They may miss one that has
     * just come and still polls: for up to some 60 microseconds.
     *
     * @param <T> the type of the messages
     * @return a new channel with one open sender and one open receiver
     */
    public static <T> BoundedChannel<T> rendezvous() {
        return Channels.<T>plain().rendezvous();
    }

    /**
     * Begins a channel that has a name, for its {@code toString}, for exceptions and for reports of forgotten handles.
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
     * Begins a channel that hands its leftovers to somebody: the messages that were sent and can no longer be received,
     * because the last receiver is closed. So every message that was sent is either received or undelivered, exactly
     * once.
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
     * channel's only sender, and closes that when the body is over: normally if the body returned, and with what it threw as
     * the cause, an {@link Error} too. The executor does not see that; the receivers get what was sent, and then a
     * {@link DisconnectedException} with that cause. If the body was interrupted, the interrupt status of its thread is
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
     * with what the executor threw as the cause, and what the body would have closed (a file, another channel's
     * receiver) stays open, for the caller to close; a task that the executor drops later, without a word, leaves its
     * sender behind as a forgotten handle (see {@link Sender#close()}), so it looks like one that produced nothing.
     * The body need not close its sender; one that does so and throws something else afterwards comes too late to tell
     * the receivers, and its failure (and that of an executor which throws after it ran the body) is logged, with the
     * level {@code ERROR}, by the {@link System.Logger} named {@code dev.leat.channels}.
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
     * {@link #produce(Executor, Producer)}, but a send waits while so many messages are queued. So the executor must not run
     * the body in the calling thread, which would wait for a receiver that nobody has yet; and in a line of such stages each
     * one needs a thread of its own.
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

    /**
     * Makes a timer that gives one message: at its time, to one receiver. After that it is disconnected, and a loop over it
     * ends.
     *
     * <p>What is said at {@link #tick} of timers in general holds here too.
     *
     * @param delay when the message comes, counted from now and never early; zero or less: at once. What is longer than half
     *              a {@code long} of nanoseconds, 146 years, is as good as never
     * @return a new open receiver of the moment at which the message was due
     * @throws NullPointerException if {@code delay} is null
     */
    public static Receiver<Instant> after(Duration delay) {
        return Handles.after(Objects.requireNonNull(delay, "delay"));
    }

    /**
     * Makes a timer that gives a message each time a period is over, the first one a period from now, and never ends.
     *
     * <p>The messages come at a fixed rate: they are due at the multiples of the period, counted from now, and never
     * early. At most one is there at a time: as long as nobody takes it, those that come due are dropped. So a late
     * receiver gets one message, the first that was due, and the next one is due at the next multiple of the period, which
     * may be less than a period away.
     *
     * <p>A message is the moment at which it was due, by the system's clock as that stands when the message is
     * taken: who receives late can tell by how much. (Between the two readings of the clocks that this takes lies a
     * little time. The time until a message is measured by {@link System#nanoTime()}, so setting the system's clock
     * does not change it.)
     *
     * <p>A timer is a receiver as any other: it can stand in a {@link Select}, duplicates share its messages, each of
     * which goes to one of them, and {@link Receiver#size()} is 1 when a message is there, {@link Receiver#capacity()}
     * always. It has no senders: {@link Receiver#senderCount()} is 0, though it is not disconnected until its end, if
     * it has one. It has no thread either: a thread that waits for it parks until it is due, and a timer for which nobody waits
     * costs nothing but its memory. It need not be closed; one that is forgotten is not reported.
     *
     * @param period the time between two messages. What is longer than half a {@code long} of nanoseconds, 146 years, is
     *               as good as never
     * @return a new open receiver of the moments at which the messages were due
     * @throws NullPointerException     if {@code period} is null
     * @throws IllegalArgumentException if {@code period} is zero or less
     */
    public static Receiver<Instant> tick(Duration period) {
        if (Objects.requireNonNull(period, "period").isZero() || period.isNegative()) {
            throw new IllegalArgumentException("period is not positive: " + period);
        }
        return Handles.tick(period);
    }

    /**
     * Makes a receiver to which no message ever comes, and which never is disconnected: for a clause of a
     * {@link Select} that is not wanted now. It is a timer that is never due; see {@link #tick}.
     *
     * @param <T> the type of the messages that do not come
     * @return a new open receiver
     */
    public static <T> Receiver<T> never() {
        return Handles.never();
    }

    /**
     * Makes one receiver out of several: it receives what they would, and ends when all of them have.
     *
     * <pre>{@code
     * try (var news = Channels.merge(local.receiver(), foreign.receiver())) {
     *     for (String line : news) {   // ends when both have ended
     *         print(line);
     *     }
     * }
     * }</pre>
     *
     * <p>Each message goes to exactly one receive, straight from its channel: nothing is taken before it is received, a
     * rendezvous is still one, and there is no thread in between. Messages of one channel come in their order. If
     * several channels have messages, each of them is as likely to be next, and they take turns, as the clauses of a
     * {@link Selection} do, so none is neglected. If channels ended with a cause, the merged receiver ends with the first
     * one that was met, to which the others, a thousand at most, are added as suppressed: after all messages of all
     * channels. (These are the exceptions that the senders gave; who receives from one of the channels beside this sees
     * what was added, too.)
     *
     * <p>The receivers that are given are <i>moved</i> into the merged one: they are closed by this, and it holds its
     * channels by itself until its last handle is closed. Whoever wants to go on receiving directly keeps a
     * {@link Receiver#duplicate()}; the messages are shared then. The receivers can be of any kind: of channels,
     * timers, or merged ones themselves. A channel that is given several times, by the same handle or by several, counts
     * once. Of two calls that merge the same handle at the same time, one throws. (An {@link Error}, such as a
     * {@link StackOverflowError}, leaves it open whether they were moved; {@link Receiver#close()} mends what it left.)
     *
     * <p>Merged receivers can be merged again, as when sources are added one by one: that makes no second layer, and
     * keeps nothing of the sources that have ended.
     *
     * <p>All that a {@link Receiver} can do is the same here. {@link Receiver#size()}, {@link Receiver#capacity()} and
     * {@link Receiver#senderCount()} are sums over the channels, also those that have ended;
     * {@link Receiver#isDisconnected()} tells whether all of them are disconnected; {@link Receiver#receiverCount()} counts
     * the handles of the merged receiver. A receive that finds nothing has looked at each channel.
     *
     * @param <T>     the type of the messages
     * @param sources the receivers to merge; of none, the result has ended
     * @return a new open receiver
     * @throws NullPointerException  if {@code sources} or one of them is null; nothing is closed then
     * @throws IllegalStateException if one of them is closed; the others are not closed then
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Receiver<T> merge(Receiver<? extends T>... sources) {
        return Handles.merge(Objects.requireNonNull(sources, "sources"));
    }

    /**
     * Makes one receiver out of several, as {@link #merge(Receiver...)}.
     *
     * @param <T>     the type of the messages
     * @param sources the receivers to merge; of none, the result has ended
     * @return a new open receiver
     * @throws NullPointerException  if {@code sources} or one of them is null; nothing is closed then
     * @throws IllegalStateException if one of them is closed; the others are not closed then
     */
    public static <T> Receiver<T> merge(Collection<? extends Receiver<? extends T>> sources) {
        return Handles.merge(Objects.requireNonNull(sources, "sources").toArray(new Receiver<?>[0]));
    }
}
