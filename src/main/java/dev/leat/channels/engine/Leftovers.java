package dev.leat.channels.engine;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** Where the messages of a channel go that were sent and will not be received. */
final class Leftovers {
    /*
     * Whoever closes the last receiver discards what is queued, and hands each message to the handler, holding no
     * lock. The handler may close other handles; if one of them is the last receiver of a channel that has a handler
     * too, whose messages may again be receivers, doing everything at once would go as deep into the stack as channels
     * are queued in channels. So a thread that is already discarding puts the next channel off until it is done with
     * this one, before its outermost close returns. (A channel without a handler is discarded at once: no foreign code
     * runs there.)
     */

    /** The channels that a thread which is discarding is going to discard next. */
    private static final ThreadLocal<ArrayDeque<Engine>> NEXT = new ThreadLocal<>();

    private final Consumer<Object> handler;

    Leftovers(Consumer<Object> handler) {
        this.handler = handler;
    }

    /** Discards what is queued in a channel that has a handler: now, or when this thread is done with another one. */
    static void discard(Engine channel) {
        var next = NEXT.get();
        if (next != null) {
            next.add(channel);
            return;
        }
        next = new ArrayDeque<>();
        NEXT.set(next);
        Error failure = null;
        for (Engine engine = channel; engine != null; engine = next.poll()) {
            try {
                engine.discard();
            } catch (Error e) { // the other channels are to be discarded all the same
                failure = e;
            }
        }
        NEXT.remove();
        if (failure != null) {
            throw failure;
        }
    }

    /** Hands out a message. What the handler throws must not keep the others from it, and a close throws nothing. */
    void accept(Engine channel, Object message) {
        try {
            handler.accept(message);
        } catch (Throwable failure) {
            Reports.log(System.Logger.Level.ERROR,
                    () -> "the handler of undelivered messages of " + channel + " failed", failure);
        }
    }
}
