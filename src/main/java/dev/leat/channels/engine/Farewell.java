package dev.leat.channels.engine;

/** Where senders wait for the receivers of their channel to be gone. Made for those who do. */
final class Farewell extends Engine {
    private final Engine channel;
    private final WaitList waiters = new WaitList();

    Farewell(Engine channel) {
        this.channel = channel;
    }

    @Override
    Object poll() {
        return isReady(Side.SENDER) ? SENT : null;
    }

    @Override
    Object offer(Object message) {
        throw new AssertionError("nothing is sent here");
    }

    /** The end is seldom about to come: to poll for it would be in vain, and tell others that yields are. */
    @Override
    Object linger(Lease lease, Object message, Deadline deadline) {
        return null;
    }

    @Override
    boolean isReady(Side side) {
        return channel.isGone(Side.RECEIVER);
    }

    @Override
    Waiters waiters(Side side) {
        return waiters;
    }

    @Override
    boolean meets() {
        return false;
    }

    @Override
    void close() {
        // Ends with its channel.
    }

    @Override
    void discard() {
        // Holds nothing.
    }

    @Override
    boolean isClosed() {
        return channel.isClosed();
    }

    @Override
    int size() {
        return 0;
    }

    @Override
    int ready() {
        return 0;
    }

    @Override
    int capacity() {
        return 0;
    }

    @Override
    boolean isBounded() {
        return true;
    }

    @Override
    String flavour() {
        return channel.flavour();
    }

    @Override
    Object blocker() {
        return channel;
    }
}
