package dev.leat.channels.engine;

import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a clause of a select means: an operation on a channel, or a time limit, and what to do when it was chosen.
 * Immutable. For the public package only.
 *
 * @param <R> the type of a select's result
 */
public final class Option<R> {
    final Handle handle; // null for a time limit
    final Engine engine;
    /** How long the select waits for the others; null for an operation. */
    final Duration limit;
    /** What to send, or who is to be asked for it; null to receive. */
    final Object message;
    final Supplier<?> messages;
    /** Whether it leaves the select when its channel has ended. */
    final boolean leaves;

    private final Function<Object, ? extends R> handler;
    private final Function<? super DisconnectedException, ? extends R> onDisconnect;

    private Option(Handle handle, Engine engine, Duration limit, Object message, Supplier<?> messages,
            Function<Object, ? extends R> handler, Function<? super DisconnectedException, ? extends R> onDisconnect,
            boolean leaves) {
        this.handle = handle;
        this.engine = engine;
        this.limit = limit;
        this.message = message;
        this.messages = messages;
        this.handler = handler;
        this.onDisconnect = onDisconnect;
        this.leaves = leaves;
    }

    private static <R> Option<R> operation(Object end, Object message, Supplier<?> messages,
            Function<Object, ? extends R> handler) {
        var handle = (Handle) end; // senders and receivers are sealed
        return new Option<>(handle, handle.engine, null, message, messages, handler, null, false);
    }

    /**
     * An option to receive.
     *
     * @param <T>     the type of the messages
     * @param <R>     the type of the result
     * @param from    the receiver
     * @param handler what to do with the message
     * @return the option
     */
    @SuppressWarnings("unchecked") // only values of type T are sent
    public static <T, R> Option<R> receive(Receiver<T> from, Function<? super T, ? extends R> handler) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(handler, "handler");
        return operation(from, null, null, (Function<Object, ? extends R>) handler);
    }

    /**
     * An option to send.
     *
     * @param <R>     the type of the result
     * @param to      the sender
     * @param value   the message
     * @param handler what to do when it is sent
     * @return the option
     */
    public static <R> Option<R> send(Sender<?> to, Object value, Supplier<? extends R> handler) {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(handler, "handler");
        return operation(to, value, null, sent -> handler.get());
    }

    /**
     * An option to send what a supplier gives.
     *
     * @param <R>     the type of the result
     * @param to      the sender
     * @param values  asked for the message, once in a run
     * @param handler what to do when it is sent
     * @return the option
     */
    public static <R> Option<R> sendFrom(Sender<?> to, Supplier<?> values, Supplier<? extends R> handler) {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(handler, "handler");
        return operation(to, null, values, sent -> handler.get());
    }

    /**
     * An option to hear that all receivers of a channel are closed.
     *
     * @param <R>     the type of the result
     * @param sender  a sender of the channel
     * @param handler what to do then
     * @return the option
     */
    public static <R> Option<R> disconnected(Sender<?> sender, Supplier<? extends R> handler) {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(handler, "handler");
        var handle = (Handle) (Object) sender;
        return new Option<>(
                handle, handle.engine.farewell(), null, null, null, gone -> handler.get(), null, false);
    }

    /**
     * A time limit for the other options.
     *
     * @param <R>     the type of the result
     * @param limit   how long to wait
     * @param handler what to do when the time is over
     * @return the option
     */
    public static <R> Option<R> limit(Duration limit, Supplier<? extends R> handler) {
        Objects.requireNonNull(limit, "timeout");
        Objects.requireNonNull(handler, "handler");
        return new Option<>(null, null, limit, null, null, over -> handler.get(), null, false);
    }

    /**
     * Returns this option with something to do when its channel is found disconnected.
     *
     * @param then what to do
     * @return the new option
     */
    public Option<R> onDisconnect(Function<? super DisconnectedException, ? extends R> then) {
        Objects.requireNonNull(then, "handler");
        checkOperation("onDisconnect");
        return new Option<>(handle, engine, null, message, messages, handler, then, false);
    }

    /**
     * Returns this option as one that leaves the select when its channel has ended.
     *
     * @return the new option
     */
    public Option<R> untilDisconnected() {
        checkOperation("untilDisconnected");
        return new Option<>(handle, engine, null, message, messages, handler, null, true);
    }

    private void checkOperation(String what) {
        if (handle == null || engine instanceof Farewell) {
            throw new IllegalArgumentException(what + " is for clauses that receive or send");
        }
    }

    Side side() {
        return handle.lease.side;
    }

    boolean isReady() {
        return engine.isReady(side());
    }

    /** Tries the operation. Returns null if it cannot be done now. */
    Object attempt(Object toSend) {
        return toSend == null ? engine.poll() : engine.offer(toSend);
    }

    /** Does what is to be done after the operation, or the wait, had a result. */
    R handle(Object result) {
        if (result != Engine.ENDED) {
            return handler.apply(result);
        }
        handle.checkOpen(); // the channel may have ended because another thread closed this handle meanwhile
        var end = disconnected();
        if (onDisconnect == null) {
            throw end;
        }
        return onDisconnect.apply(end);
    }

    DisconnectedException disconnected() {
        return engine.disconnected(side() == Side.SENDER ? Side.RECEIVER : Side.SENDER);
    }

    /** Says what it does, for people, and nothing of the message. */
    @Override
    public String toString() {
        if (handle == null) {
            return Deadline.isOneAttempt(limit) ? "otherwise" : "timeout of " + limit;
        }
        String what = engine instanceof Farewell ? "end of the receivers of "
                : side() == Side.RECEIVER ? "receive from " : "send to ";
        return what + handle.engine;
    }
}
