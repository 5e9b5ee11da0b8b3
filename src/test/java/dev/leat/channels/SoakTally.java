package dev.leat.channels;

/** What happened in soak rounds, in numbers. */
final class SoakTally {
    long sent;
    long received;
    long undelivered;
    /** No room, no message, no time. */
    long refused;
    long interrupted;
    /** Met a handle that was closed, perhaps under its user. */
    long closed;
    long disconnected;
    /** Handles dropped without a close. */
    long forgotten;

    void add(SoakTally other) {
        sent += other.sent;
        received += other.received;
        undelivered += other.undelivered;
        refused += other.refused;
        interrupted += other.interrupted;
        closed += other.closed;
        disconnected += other.disconnected;
        forgotten += other.forgotten;
    }

    @Override
    public String toString() {
        return sent + " sent = " + received + " received + " + undelivered + " undelivered; " + refused + " refused, "
                + interrupted + " interrupted, " + closed + " closed, " + disconnected + " disconnected, "
                + forgotten + " forgotten";
    }
}
