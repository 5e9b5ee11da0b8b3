package dev.leat.channels.engine;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
     *
     * Whoever closes several channels at once, as a merged receiver does, discards none before all are closed: a handler
     * that sends into one of them is not to wait for room there. (If a merged receiver is forgotten, the leak watch comes to one
     * after the other. There a handler is not to wait at all.)
     */

    /** What one thread is discarding. */
    private static final class Round {
        /** Those that were put off. */
        private final ArrayDeque<Engine> next = new ArrayDeque<>();
        private boolean isRunning;

        /** Closes something, and discards a channel, if it is not null, and what was put off. */
        private void run(Runnable closing, Engine channel) {
            isRunning = true;
            try {
                try {
                    closing.run();
                } finally { // also if an Error ends the closing
                    discard(channel);
                }
            } finally {
                isRunning = false; // first: a call may fail for want of stack, and all would be put off for ever
                if (next.isEmpty()) { // else an Error came in between: this thread's next round goes on
                    ROUND.remove();
                }
            }
        }

        private void discard(Engine channel) {
            for (Engine engine = FAILED.poll(); engine != null; engine = FAILED.poll()) {
                next.add(engine);
            }
            Error failure = null;
            for (Engine engine = channel != null ? channel : next.poll(); engine != null; engine = next.poll()) {
                try {
                    engine.discard();
                } catch (Error e) { // the other channels are to be discarded all the same
                    failure = e;
                    if (engine != channel) { // else who closes that tries it again: see Lease
                        FAILED.add(engine);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static final ThreadLocal<Round> ROUND = ThreadLocal.withInitial(Round::new);
    /** Of those that were put off: with which there was an Error. The next thread that discards something tries them again. */
    private static final Queue<Engine> FAILED = new ConcurrentLinkedQueue<>();

    private final Consumer<Object> handler;

    Leftovers(Consumer<Object> handler) {
        this.handler = handler;
    }

    /** Discards what is queued in a channel that has a handler: now, or when this thread is done with another one. */
    static void discard(Engine channel) {
        Round round = ROUND.get();
        if (round.isRunning) {
            round.next.add(channel);
        } else {
            round.run(() -> { }, channel);
        }
    }

    /** Closes several channels, and discards what is queued in them then. */
    static void discardAfter(Runnable closing) {
        Round round = ROUND.get();
        if (round.isRunning) {
            closing.run();
        } else {
            round.run(closing, null);
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
