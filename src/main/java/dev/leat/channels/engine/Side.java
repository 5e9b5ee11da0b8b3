package dev.leat.channels.engine;

/** The two sides of a channel. */
enum Side {
    SENDER, RECEIVER;

    Side other() {
        return this == SENDER ? RECEIVER : SENDER;
    }

    @Override
    public String toString() {
        return this == SENDER ? "sender" : "receiver";
    }
}
