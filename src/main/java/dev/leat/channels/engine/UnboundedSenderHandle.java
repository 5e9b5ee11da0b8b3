package dev.leat.channels.engine;

import dev.leat.channels.Sender;
import dev.leat.channels.UnboundedSender;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Objects;

/**
 * A sender of an unbounded channel.
 *
 * @param <T> the type of the messages
 */
public final class UnboundedSenderHandle<T> extends Handle implements UnboundedSender<T> {
    private final UnboundedEngine queue; // the engine, as what it is

    UnboundedSenderHandle(UnboundedEngine engine) {
        super(engine, Side.SENDER);
        this.queue = engine;
    }

    @Override
    public void send(T value) {
        Objects.requireNonNull(value, "value");
        checkOpen();
        if (!queue.send(value)) {
            checkOpen(); // the channel may have ended because another thread closed this handle meanwhile
            throw engine.disconnected(Side.RECEIVER);
        }
        Reference.reachabilityFence(this);
    }

    @Override
    public boolean trySend(T value) {
        send(value);
        return true;
    }

    @Override
    public boolean trySend(T value, Duration timeout) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(timeout, "timeout");
        send(value);
        return true;
    }

    @Override
    public UnboundedSender<T> duplicate() {
        var copy = new UnboundedSenderHandle<T>(queue);
        copy.openFrom(this);
        Reference.reachabilityFence(this);
        return copy;
    }

    @Override
    public boolean isDisconnected() {
        return engine.isGone(Side.RECEIVER);
    }

    @Override
    public boolean sameChannel(Sender<?> other) {
        return super.sameChannel(other);
    }

    @Override
    public void closeExceptionally(Throwable cause) {
        Objects.requireNonNull(cause, "cause");
        if (lease.close()) {
            engine.fail(cause);
            engine.closed(lease);
        }
    }
}
