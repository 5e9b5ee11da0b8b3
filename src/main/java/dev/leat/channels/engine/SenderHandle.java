package dev.leat.channels.engine;

import dev.leat.channels.Sender;
import dev.leat.channels.WeakSender;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Objects;

/**
 * What senders of all flavours have in common.
 *
 * @param <T> the type of the messages
 */
abstract class SenderHandle<T> extends Handle {
    SenderHandle(Engine engine) {
        super(engine, Side.SENDER);
    }

    /** Tells whether a send was done; throws if it never will be. */
    final boolean isSent(Object result) {
        if (result == Engine.SENT) {
            return true;
        }
        if (result == null) {
            return false;
        }
        checkOpen(); // the channel may have ended because another thread closed this handle meanwhile
        throw engine.disconnected(Side.RECEIVER);
    }

    public final boolean isDisconnected() {
        return engine.isGone(Side.RECEIVER);
    }

    public final void awaitDisconnect() throws InterruptedException {
        checkOpen();
        awaitDisconnect(Deadline.NEVER);
    }

    public final boolean awaitDisconnect(Duration timeout) throws InterruptedException {
        Objects.requireNonNull(timeout, "timeout");
        checkOpen();
        if (Deadline.isOneAttempt(timeout)) {
            return isDisconnected();
        }
        return awaitDisconnect(Deadline.after(timeout));
    }

    private boolean awaitDisconnect(Deadline deadline) throws InterruptedException {
        Object result = isDisconnected() ? Engine.SENT : Blocking.await(engine.farewell(), lease, null, deadline);
        Reference.reachabilityFence(this);
        if (result == Blocking.CLOSED) {
            throw closedException();
        }
        return result != null;
    }

    public final WeakSender<T> weak() {
        checkOpen();
        return new WeakSenderHandle<>(engine);
    }

    public final boolean sameChannel(Sender<?> other) {
        return super.sameChannel(other);
    }

    public final void closeExceptionally(Throwable cause) {
        close(Objects.requireNonNull(cause, "cause"));
    }
}
