package dev.leat.channels.engine;

/** An engine for tests, in which nothing is sent and nothing ever ends, unless the test says so. */
abstract class BareEngine extends Engine {
    final WaitList receivers = new WaitList();

    @Override
    Object poll() {
        return null;
    }

    @Override
    Object offer(Object message) {
        throw new AssertionError("nothing is sent here");
    }

    @Override
    boolean isReady(Side side) {
        return false;
    }

    @Override
    Waiters waiters(Side side) {
        return receivers;
    }

    @Override
    boolean meets() {
        return false;
    }

    @Override
    void close() {
        // nobody listens
    }

    @Override
    void discard() {
        // nothing is queued
    }

    @Override
    boolean isClosed() {
        return false;
    }

    @Override
    int size() {
        return 0;
    }

    @Override
    int ready() {
        return size();
    }

    @Override
    int capacity() {
        return 1;
    }

    @Override
    boolean isBounded() {
        return true;
    }

    @Override
    String flavour() {
        return "bare";
    }
}
