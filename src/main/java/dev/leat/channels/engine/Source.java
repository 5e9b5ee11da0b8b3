package dev.leat.channels.engine;

/** One of the channels beneath a merged receiver. */
final class Source {
    /** The merged receiver's own. */
    final ReceiverHandle<?> handle;
    final Engine engine;
    /** Whether it was found to have ended, and its cause is taken note of. */
    private volatile boolean ended;

    Source(ReceiverHandle<?> handle) {
        this.handle = handle;
        engine = handle.engine;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
