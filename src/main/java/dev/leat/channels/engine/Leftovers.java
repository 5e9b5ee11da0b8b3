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

    /** What one thread is discarding. */
    private static final class Round {
        /** Those that were put off. */
        private final ArrayDeque<Engine> next = new ArrayDeque<>();
        /** Those of them with which there was an Error: with the next ones they are tried again. */
        private final ArrayDeque<Engine> failed = new ArrayDeque<>();
        private boolean isRunning;

        private void run(Engine channel) {
            for (Engine engine = failed.poll(); engine != null; engine = failed.poll()) {
                next.add(engine);
            }
            Error failure = null;
            for (Engine engine = channel; engine != null; engine = next.poll()) {
                try {
                    engine.discard();
                } catch (Error e) { // the other channels are to be discarded all the same
                    failure = e;
                    if (engine != channel) { // else who closes that tries it again: see Lease
                        failed.add(engine);
                    }
                }
            }
            if (failed.isEmpty()) {
                ROUND.remove();
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static final ThreadLocal<Round> ROUND = ThreadLocal.withInitial(Round::new);

    private final Consumer<Object> handler;

    Leftovers(Consumer<Object> handler) {
        this.handler = handler;
    }

    /** Discards what is queued in a channel that has a handler: now, or when this thread is done with another one. */
    static void discard(Engine channel) {
        Round round = ROUND.get();
        if (round.isRunning) {
            round.next.add(channel);
            return;
        }
        round.isRunning = true;
        try {
            round.run(channel);
        } finally {
            round.isRunning = false;
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
