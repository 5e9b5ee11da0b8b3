package dev.leat.channels.engine;

import java.lang.ref.Reference;
import java.util.Objects;

/** What senders of all flavours have in common. */
abstract class SenderHandle extends Handle {
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

    public final void closeExceptionally(Throwable cause) {
        Objects.requireNonNull(cause, "cause");
        if (lease.close()) {
            try {
                engine.closed(lease, cause);
            } finally {
                lease.stripe.remove(lease);
            }
        }
        Reference.reachabilityFence(this);
    }
}
