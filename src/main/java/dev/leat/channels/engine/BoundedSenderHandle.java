package dev.leat.channels.engine;

import dev.leat.channels.Sender;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Objects;

/**
 * A sender of a bounded or a rendezvous channel.
 *
 * @param <T> the type of the messages
 */
public final class BoundedSenderHandle<T> extends SenderHandle<T> implements Sender<T> {
    BoundedSenderHandle(Engine engine) {
        super(engine);
    }

    @Override
    public void send(T value) throws InterruptedException {
        Objects.requireNonNull(value, "value");
        checkOpen();
        Object result = engine.offer(value);
        if (result == null) {
            result = Blocking.await(engine, lease, value, Deadline.NEVER);
        }
        Reference.reachabilityFence(this);
        isSent(result);
    }

    @Override
    public boolean trySend(T value) {
        Objects.requireNonNull(value, "value");
        checkOpen();
        Object result = engine.offer(value);
        Reference.reachabilityFence(this);
        return isSent(result);
    }

    @Override
    public boolean trySend(T value, Duration timeout) throws InterruptedException {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(timeout, "timeout");
        checkOpen();
        Object result = engine.offer(value);
        if (result == null && !Deadline.isOneAttempt(timeout)) {
            result = Blocking.await(engine, lease, value, Deadline.after(timeout));
        }
        Reference.reachabilityFence(this);
        return isSent(result);
    }

    @Override
    public Sender<T> duplicate() {
        var copy = new BoundedSenderHandle<T>(engine);
        copy.openFrom(this);
        Reference.reachabilityFence(this);
        return copy;
    }
}
