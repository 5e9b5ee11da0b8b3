package dev.leat.channels.engine;

import dev.leat.channels.UnboundedSender;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Objects;

/**
 * A sender of an unbounded channel.
 *
 * @param <T> the type of the messages
 */
public final class UnboundedSenderHandle<T> extends SenderHandle<T> implements UnboundedSender<T> {
    UnboundedSenderHandle(Engine engine) {
        super(engine);
    }

    @Override
    public void send(T value) {
        Objects.requireNonNull(value, "value");
        checkOpen();
        Object result = engine.offer(value);
        Reference.reachabilityFence(this);
        isSent(result);
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
        var copy = new UnboundedSenderHandle<T>(engine);
        copy.openFrom(this);
        Reference.reachabilityFence(this);
        return copy;
    }
}
