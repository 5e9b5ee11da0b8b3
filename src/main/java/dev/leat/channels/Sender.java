package dev.leat.channels;

import dev.leat.channels.engine.BoundedSenderHandle;
import java.time.Duration;

/**
 * A sending end of a channel: one of any number of counted handles.
 *
 * <pre>{@code
 * try (sender) {                       // closed at the end, also when the body throws
 *     for (Path file : files) {
 *         sender.send(parse(file));
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Every handle may be used from any number of threads at once. Usually each thread gets a handle of its
 * own, by {@link #duplicate()}, and closes it when it is done.
 *
 * <p><b>Order and delivery.</b> Each message goes to exactly one receive. Messages are received in the order in which
 * their sends took effect, so messages sent by one thread keep their order. A send that returned normally is received,
 * unless the receivers close first; a send that returned false, or threw one of the exceptions named here, was never
 * received and never will be. (An {@link Error}, such as a {@link StackOverflowError}, leaves it open whether a send took
 * effect, and a close that it stopped is done to the end by the next one, or when the handle is forgotten.)
 *
 * <p><b>End.</b> When the last sender of a channel is closed, the receivers get what is still queued and then the end.
 * When the last receiver is closed, every send fails with a {@link DisconnectedException}. Using a handle after its own
 * {@link #close()} is an error and throws {@link IllegalStateException}, also from an operation that was waiting when
 * another thread closed its handle. The methods that only look ({@link #isDisconnected()},
 * {@link #sameChannel(Sender)}, {@link #size()}, {@link #isEmpty()}, {@link #isFull()}, {@link #capacity()},
 * {@link #senderCount()}, {@link #receiverCount()} and {@code toString()}) work on a closed handle too.
 *
 * <p><b>Interrupts</b> are looked at only when an operation has to wait: what can be done at once is done, and the interrupt
 * status stays as it is. An interrupted send has sent nothing.
 *
 * <p><b>Waiting and progress.</b> What {@link Receiver} says of those who wait holds on this side too: for room, or for a
 * receiver. {@link #trySend(Object)} is lock-free and waits for nothing.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before a send
 * <i>happens-before</i> what another thread does after the receive that returned the message. On a channel with
 * a capacity of n, what a thread did before it received message k happens-before what another thread does after its
 * send of message k + n returned. What a thread did before it closed a handle happens-before what another thread does
 * after it was told of the end that this close brought about.
 *
 * @param <T> the type of the messages
 */
public sealed interface Sender<T> extends AutoCloseable permits UnboundedSender, BoundedSenderHandle {
    /**
     * Sends a message, waiting for room if the channel is bounded and full. On a rendezvous channel it waits until a
     * receiver has taken the message.
     *
     * <p>The interrupt status is looked at only if the send has to wait.
     *
     * @param value the message
     * @throws NullPointerException  if {@code value} is null
     * @throws IllegalStateException if this handle is closed, or is closed by another thread while the send waits
     * @throws DisconnectedException if every receiver is closed; the message was not sent
     * @throws InterruptedException  if the thread is interrupted while it waits, or had to wait and was interrupted
     *                               before; the message was not sent
     */
    void send(T value) throws InterruptedException;

    /**
     * Sends a message if that is possible without waiting: if there is room, or, on a rendezvous channel, if a receiver
     * waits.
     *
     * @param value the message
     * @return {@code true} if it was sent, {@code false} if there is no room now, or no receiver waits
     * @throws NullPointerException  if {@code value} is null
     * @throws IllegalStateException if this handle is closed
     * @throws DisconnectedException if every receiver is closed; the message was not sent
     */
    boolean trySend(T value);

    /**
     * Sends a message, waiting for room, or for a receiver, for a limited time. A timeout of zero or less is one attempt,
     * which does not look at the interrupt status; one that is longer than a {@code long} of nanoseconds is as good as
     * endless.
     *
     * @param value   the message
     * @param timeout how long to wait at most; the method never gives up earlier
     * @return {@code true} if the message was sent, {@code false} if the time was over before; it was not sent then
     * @throws NullPointerException  if {@code value} or {@code timeout} is null
     * @throws IllegalStateException if this handle is closed, or is closed by another thread while the send waits
     * @throws DisconnectedException if every receiver is closed; the message was not sent
     * @throws InterruptedException  if the thread is interrupted while it waits, or had to wait and was interrupted
     *                               before; the message was not sent
     */
    boolean trySend(T value, Duration timeout) throws InterruptedException;

    /**
     * Makes one more counted handle on the same channel. The channel's sending side ends when all handles are closed,
     * so the new one has to be closed too. A sender may be duplicated when the receivers are gone already.
     *
     * @return a new open sender of the same channel
     * @throws IllegalStateException if this handle is closed
     */
    Sender<T> duplicate();

    /**
     * Makes a weak sender, which does not keep the channel open. It can still be upgraded when this handle is closed, as long
     * as another counted one is open.
     *
     * @return a weak sender of the same channel
     * @throws IllegalStateException if this handle is closed
     */
    WeakSender<T> weak();

    /**
     * Tells whether every receiver is closed, so that every send from now on fails.
     *
     * @return {@code true} if there is no open receiver any more; that never changes again
     */
    boolean isDisconnected();

    /**
     * Waits until every receiver is closed: for a producer that has nothing to send for a long time and wants to hear at once
     * when nobody listens any more. To wait for that and for something else, use {@link Select#disconnected}. What is left
     * in the channel may still be on its way to the channel's {@link ChannelBuilder#onUndelivered} handler then.
     *
     * @throws IllegalStateException if this handle is closed, or is closed while this waits
     * @throws InterruptedException  if the thread is interrupted when it would have to wait
     */
    void awaitDisconnect() throws InterruptedException;

    /**
     * Waits until every receiver is closed, for so long at most.
     *
     * @param timeout how long to wait; zero or less for a look, which does not wait
     * @return {@code true} if every receiver is closed, {@code false} if the time is over
     * @throws NullPointerException  if {@code timeout} is null
     * @throws IllegalStateException if this handle is closed, or is closed while this waits
     * @throws InterruptedException  if the thread is interrupted when it would have to wait
     */
    boolean awaitDisconnect(Duration timeout) throws InterruptedException;

    /**
     * Tells whether another sender sends into the same channel.
     *
     * @param other another sender, or null
     * @return {@code true} if both are handles of one channel; {@code false} for null
     */
    boolean sameChannel(Sender<?> other);

    /**
     * Returns how many messages are queued. The number is exact when no other operation is under way; it is never
     * negative, never above the capacity, and {@link Integer#MAX_VALUE} stands for all larger numbers.
     *
     * @return the number of messages that were sent and not received yet
     */
    int size();

    /**
     * Tells whether nothing is queued.
     *
     * @return {@code true} if {@link #size()} is 0
     */
    boolean isEmpty();

    /**
     * Tells whether there is no room for a message now.
     *
     * @return {@code true} if {@link #size()} equals {@link #capacity()}; never for an unbounded channel
     */
    boolean isFull();

    /**
     * Returns how many messages the channel holds at most.
     *
     * @return the capacity, {@link Integer#MAX_VALUE} for an unbounded channel
     */
    int capacity();

    /**
     * Returns how many senders of this channel are open now.
     *
     * @return the number of open senders
     */
    int senderCount();

    /**
     * Returns how many receivers of this channel are open now.
     *
     * @return the number of open receivers
     */
    int receiverCount();

    /**
     * Closes this handle. Closing the last open sender ends the channel for the receivers: they get what is queued and
     * then the end, and those that wait are woken. An operation that waits on this handle fails with
     * {@link IllegalStateException}. Closing a closed handle does nothing. This method waits for no other thread's
     * operation and throws nothing.
     *
     * <p>A handle that became unreachable without having been closed is closed by the library, without a cause, so that no
     * receiver waits for ever for a forgotten sender, and is reported once, as a warning, to the {@link System.Logger} named
     * {@code dev.leat.channels}. With the system property {@code dev.leat.channels.trackHandles} set to {@code true}
     * the report says where the handle was made. When the collector finds such a handle is not predictable: this is a
     * safety net, not a way to close.
     */
    @Override
    void close();

    /**
     * Closes this handle and lets the channel end with a cause: when all senders are closed and the queue is drained, every
     * receive, loop and stream ends with a {@link DisconnectedException} that has this cause. The first cause given to a channel
     * wins; later ones are added to it as suppressed exceptions, until there are a thousand of these. (That takes the first one's
     * monitor, as {@link Throwable#addSuppressed} does: do not use an exception as a lock.) The other senders work on.
     *
     * <p>On a closed handle this does nothing. So it belongs inside the block of a try-with-resources statement: a
     * {@code catch} of that statement runs when the sender is closed already, and the cause would be lost.
     *
     * <pre>{@code
     * try (sender) {
     *     try {
     *         for (Path file : files) {
     *             sender.send(parse(file));
     *         }
     *     } catch (RuntimeException e) {
     *         sender.closeExceptionally(e);
     *         throw e;
     *     }
     * }
     * }</pre>
     *
     * @param cause why this sender ends early
     * @throws NullPointerException if {@code cause} is null
     */
    void closeExceptionally(Throwable cause);
}
