package dev.leat.channels;

import dev.leat.channels.engine.Handles;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Makes channels with a name, or with somebody to hand their leftovers to. Begun by {@link Channels#named} or
 * {@link Channels#onUndelivered}; immutable, and good for any number of channels.
 *
 * <pre>{@code
 * var jobs = Channels.<Job>named("jobs").onUndelivered(Job::cancel).bounded(100);
 * }</pre>
 *
 * @param <T> the type of the messages
 */
public final class ChannelBuilder<T> {
    private final String name;
    private final Consumer<? super T> handler;

    ChannelBuilder(String name, Consumer<? super T> handler) {
        this.name = name;
        this.handler = handler;
    }

    /**
     * Names the channels. The name shows in {@code toString} of channel and handles, and of what a thread waits for (as a
     * debugger or {@link java.util.concurrent.locks.LockSupport#getBlocker} finds it; thread dumps show its class), in
     * exceptions, and in reports of forgotten handles.
     *
     * @param newName the name, in place of one that was given before; need not be unique
     * @return a builder with that name
     * @throws NullPointerException if {@code newName} is null
     */
    public ChannelBuilder<T> name(String newName) {
        return new ChannelBuilder<>(Objects.requireNonNull(newName, "name"), handler);
    }

    /**
     * Says what to do with messages that were sent and will not be received: those that are queued when the last
     * receiver is closed, or is found forgotten. Each message that was sent, by a send that succeeded, is
     * received or handed to the handler, exactly once; one whose send failed never is. (Received is what a receive
     * returned, a sink or a handler was given, or an iterator found.) At a rendezvous nothing is ever left.
     *
     * <p>The handler runs in the thread that closes the last receiver, before {@code close()} returns, or in the
     * library's own thread if that receiver was forgotten; there it must be brief, and not wait for anything, since other
     * forgotten handles have to wait. (After an {@code Error} it may be the next thread that closes a last receiver.) It
     * gets one message after the other, in order. No lock is held: it may use the channel, whose sends fail, and close
     * other handles. If it closes the last receiver of another channel that has a handler, that channel's messages follow
     * when all of this one's are done. What the handler throws, an {@code Error} too, keeps no other message from it;
     * it is logged, with the level {@code ERROR}, by the {@link System.Logger} named {@code dev.leat.channels}.
     *
     * <p>A channel that has a handler, and with it what is queued, stays in memory until its last receiver is closed or
     * found forgotten. A handle is not found forgotten as long as a queued message, or the handler itself, refers to
     * it.
     *
     * @param newHandler the handler, in place of one that was given before
     * @return a builder with that handler
     * @throws NullPointerException if {@code newHandler} is null
     */
    public ChannelBuilder<T> onUndelivered(Consumer<? super T> newHandler) {
        return new ChannelBuilder<>(name, Objects.requireNonNull(newHandler, "handler"));
    }

    /**
     * Makes a channel as {@link Channels#unbounded()} does.
     *
     * @return a new channel with one open sender and one open receiver
     */
    public UnboundedChannel<T> unbounded() {
        return Handles.unbounded(name, handler);
    }

    /**
     * Makes a channel as {@link Channels#bounded(int)} does.
     *
     * @param capacity how many messages fit in; 0 makes a {@linkplain #rendezvous() rendezvous} channel
     * @return a new channel with one open sender and one open receiver
     * @throws IllegalArgumentException if {@code capacity} is negative
     */
    public BoundedChannel<T> bounded(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity is negative: " + capacity);
        }
        return Handles.bounded(capacity, name, handler);
    }

    /**
     * Makes a channel as {@link Channels#rendezvous()} does.
     *
     * @return a new channel with one open sender and one open receiver
     */
    public BoundedChannel<T> rendezvous() {
        return bounded(0);
    }
}
