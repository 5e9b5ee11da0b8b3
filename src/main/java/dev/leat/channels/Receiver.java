package dev.leat.channels;

import dev.leat.channels.engine.ReceiverHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.stream.Stream;

/**
 * A receiving end of a channel: one of any number of counted handles, among which the messages are shared. Each message
 * goes to one of them.
 *
 * <pre>{@code
 * try (receiver) {
 *     for (Order order : receiver) {   // ends when the last sender is closed and everything is received
 *         handle(order);
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Every handle may be used from any number of threads at once, and an iterator or a stream from one
 * thread at a time.
 *
 * <p><b>Order and delivery.</b> Each message goes to exactly one receive, in the order in which the sends took effect.
 * What a receive returned, an iterator found or a sink was given is taken; nothing else is. (An {@link Error}, such as a
 * {@link StackOverflowError}, leaves it open whether a message was taken, and a close that it stopped is done to the end
 * by the next one, or when the handle is forgotten.)
 *
 * <p><b>End.</b> When every sender is closed, what is queued is still received; after that every receive throws a
 * {@link DisconnectedException} and every loop ends. If a sender ended with
 * {@link Sender#closeExceptionally(Throwable)}, loops and streams end with that exception too: a loop over an open receiver
 * ends quietly only if all senders were closed without a cause. (A sender that try-with-resources closed when its body
 * threw, or that was forgotten, gives none: where a part must not pass for the whole, the producer closes with the cause, as
 * {@link Channels#produce} does.) Closing the last receiver makes every send fail and lets go of what is queued, or hands
 * it to the channel's {@link ChannelBuilder#onUndelivered} handler. Using a handle after its own {@link #close()} throws
 * {@link IllegalStateException}, also from an operation that was waiting when another thread closed its handle; a loop,
 * an iterator or a stream ends quietly instead. The methods that only look ({@link #isDisconnected()},
 * {@link #sameChannel(Receiver)}, {@link #size()}, {@link #isEmpty()}, {@link #isFull()}, {@link #capacity()},
 * {@link #senderCount()}, {@link #receiverCount()} and {@code toString()}) work on a closed handle too.
 *
 * <p><b>Interrupts.</b> They are looked at only when an operation has to wait: what can be done at once is done, and
 * the interrupt status stays as it is. An interrupted wait takes nothing.
 *
 * <p><b>Waiting.</b> A waiting thread, platform or virtual, polls for up to some 60 microseconds (a select over hundreds of
 * channels for up to 300), if that has paid lately at this channel, then may yield (a virtual thread once or twice, a
 * platform thread up to 60 times), and then parks. So where all processors are busy it may hear late of the end of its time.
 * Parked it uses no CPU, and a virtual thread holds no carrier. What it is parked for
 * ({@link java.util.concurrent.locks.LockSupport#getBlocker}, a thread dump) is the channel, or the select if it has several.
 *
 * <p><b>Progress.</b> Taking a message is lock-free: one atomic step, tried again only when another receiver was faster. The
 * methods that do not wait for messages do not wait for anything else either, such as a sender that is stopped in the middle of a
 * send. ({@link #duplicate()} and {@link #close()} pass through a lock that is held for a few stores. A merged receiver that
 * finds a channel at its end, whose cause is not the first one, adds that to the first one within its monitor.) Of those who
 * wait, one is woken for each message, unless a crowd is awake already (64, or a few where hundreds wait): then the rest sleep
 * until one of these acts, or until thousands of messages have come. They act in order of arrival. But if the scheduler suspends
 * a thread for more than ten milliseconds just when it was woken, those behind it go on, some of them up to forty milliseconds
 * later; its message may be taken by it, by them, or by whoever asks without having waited.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it sent a message <i>happens-before</i> what the
 * receiving thread does after it received that message. What a thread did before it closed a sender happens-before what
 * another thread does after it was told of the end that this close brought about.
 *
 * @param <T> the type of the messages
 */
public sealed interface Receiver<T> extends Iterable<T>, AutoCloseable permits ReceiverHandle {
    /**
     * Receives a message, waiting for one if necessary.
     *
     * @return the message
     * @throws IllegalStateException if this handle is closed, or is closed by another thread while the receive waits
     * @throws DisconnectedException if every sender is closed and nothing is queued
     * @throws InterruptedException  if the thread is interrupted while it waits, or had to wait and was interrupted
     *                               before; nothing was taken
     */
    T receive() throws InterruptedException;

    /**
     * Receives a message if one is there now.
     *
     * @return the message, or {@code null} if nothing is there now
     * @throws IllegalStateException if this handle is closed
     * @throws DisconnectedException if every sender is closed and nothing is queued
     */
    T tryReceive();

    /**
     * Receives a message, waiting for one for a limited time. A timeout of zero or less is one attempt, which does not
     * look at the interrupt status; one that is longer than a {@code long} of nanoseconds is as good as endless.
     *
     * @param timeout how long to wait at most; the method never gives up earlier
     * @return the message, or {@code null} if the time was over before there was one
     * @throws NullPointerException  if {@code timeout} is null
     * @throws IllegalStateException if this handle is closed, or is closed by another thread while the receive waits
     * @throws DisconnectedException if every sender is closed and nothing is queued
     * @throws InterruptedException  if the thread is interrupted while it waits, or had to wait and was interrupted
     *                               before; nothing was taken
     */
    T tryReceive(Duration timeout) throws InterruptedException;

    /**
     * Takes as many messages as are there when the method begins, without waiting, and adds them to a collection in
     * order. So it ends also if messages keep coming; those in the hands of senders that wait at a rendezvous count.
     * If the collection throws, only the message it was just given is gone.
     *
     * @param sink where to add the messages
     * @return how many messages were taken; 0 if nothing was there
     * @throws NullPointerException  if {@code sink} is null
     * @throws IllegalStateException if this handle is closed
     * @throws DisconnectedException if every sender is closed and nothing is queued
     */
    int drainTo(Collection<? super T> sink);

    /**
     * Takes up to {@code max} messages, without waiting, and adds them to a collection in order: those that are there, and
     * those that come meanwhile. If the collection throws, only the message it was just given is gone.
     *
     * @param sink where to add the messages
     * @param max  how many to take at most; with 0 the answer is 0 at once, whatever the state of handle and channel
     * @return how many messages were taken; 0 if nothing was there
     * @throws NullPointerException     if {@code sink} is null
     * @throws IllegalArgumentException if {@code max} is negative
     * @throws IllegalStateException    if this handle is closed
     * @throws DisconnectedException    if every sender is closed and nothing is queued
     */
    int drainTo(Collection<? super T> sink, int max);

    /**
     * Waits for a first message, then takes what else is there, and what comes meanwhile, up to {@code max} messages in
     * all, and adds them to a collection in order. If the collection throws, only the message it was just given is
     * gone.
     *
     * @param sink where to add the messages
     * @param max  how many to take at most; with 0 the answer is 0 at once, whatever the state of handle and channel
     * @return how many messages were taken: at least 1, unless {@code max} is 0
     * @throws NullPointerException     if {@code sink} is null
     * @throws IllegalArgumentException if {@code max} is negative
     * @throws IllegalStateException    if this handle is closed, or is closed by another thread while the method waits
     * @throws DisconnectedException    if every sender is closed and nothing is queued
     * @throws InterruptedException     if the thread is interrupted while it waits for the first message, or had to
     *                                  wait and was interrupted before; nothing was taken
     */
    int receiveMany(Collection<? super T> sink, int max) throws InterruptedException;

    /**
     * Returns an iterator that receives. Its {@code hasNext()} waits for a message, and what it found belongs to this
     * iterator; {@code next()} gives it out. The iteration ends when every sender is closed and nothing is queued, or
     * when this handle is closed. A for-each loop that is left early has lost nothing, and a second loop goes on where
     * the first one stopped. {@code remove()} is not supported.
     *
     * <p>{@code hasNext()} and {@code next()} throw a {@link DisconnectedException} if the channel ended with a cause,
     * and an {@link UncheckedInterruptedException}, with the interrupt status set again, if the thread is interrupted
     * while it waits. An iterator is for one thread at a time.
     *
     * @return an iterator over the messages to come
     */
    @Override
    Iterator<T> iterator();

    /**
     * Returns a spliterator that receives, as {@link #stream()} does. It is ordered and never splits, since it would have
     * to take messages before anybody asks for them.
     *
     * @return a spliterator over the messages to come
     */
    @Override
    Spliterator<T> spliterator();

    /**
     * Returns a pass over what is there now: its iterators do not wait but end when nothing is there, when the
     * channel has ended, or when this handle is closed. They throw a {@link DisconnectedException} only if the
     * channel ended with a cause. They go on as long as messages keep coming, and one that has ended stays so; the next one
     * looks again. The same holds for its spliterators, which never split.
     *
     * @return an iterable whose iterators never wait
     */
    Iterable<T> available();

    /**
     * Returns a lazy, ordered, sequential stream of the messages to come. It waits as {@link #receive()} does, takes
     * a message only when the pipeline asks for it, and ends as a for-each loop does: quietly when all senders
     * finished or this handle was closed, with a {@link DisconnectedException} if the channel ended with a cause, with
     * an {@link UncheckedInterruptedException} if the thread is interrupted while it waits. Closing the stream does not
     * close the receiver.
     *
     * @return a stream over the messages to come
     */
    Stream<T> stream();

    /**
     * Makes one more counted handle on the same channel. The receivers share the messages: each goes to one of them.
     *
     * @return a new open receiver of the same channel
     * @throws IllegalStateException if this handle is closed
     */
    Receiver<T> duplicate();

    /**
     * Tells whether every sender is closed. Messages may still be queued then; they are received before the end. (For a
     * timer: whether no message will come any more.)
     *
     * @return {@code true} if there is no open sender any more; that never changes again
     */
    boolean isDisconnected();

    /**
     * Tells whether another receiver receives from the same channel.
     *
     * @param other another receiver, or null
     * @return {@code true} if both are handles of one channel; {@code false} for null
     */
    boolean sameChannel(Receiver<?> other);

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
     * Closes this handle. Closing the last open receiver makes every send fail from now on and, before it returns, lets go
     * of all messages that are queued, or hands them to the channel's {@link ChannelBuilder#onUndelivered} handler (which
     * tells when that comes later). An operation that waits on this handle fails with {@link IllegalStateException}; a loop,
     * an iterator or a stream over it ends. Closing a closed handle does nothing. This method waits for no message and for no
     * other thread's operation, and throws nothing; closing the last receiver takes time in proportion to what is queued, and
     * as long as the handler does.
     *
     * <p>A handle that became unreachable without having been closed is closed by the library and reported once, as
     * described at {@link Sender#close()}.
     */
    @Override
    void close();
}
