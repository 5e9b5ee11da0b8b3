package dev.leat.channels.jmh;

import java.util.List;

/** Makes channels whose operations block their thread. */
interface Peer {
    Link open();

    /** Makes and ends the barest channel there is. Returns it, so that it is really made. */
    Object createAndClose();

    /** A select over inlets of this peer, for one thread. */
    default Choice choice(List<Link.Inlet> inlets) {
        throw new UnsupportedOperationException(this + " cannot select");
    }

    /** A select over an outlet and an inlet of this peer, for one thread. */
    default Exchange exchange(Link.Outlet outlet, Link.Inlet inlet) {
        throw new UnsupportedOperationException(this + " cannot select");
    }

    /** Receives from whichever channel has something. */
    @FunctionalInterface
    interface Choice {
        Message receive() throws InterruptedException;
    }

    /** Sends or receives, whichever can be done. */
    @FunctionalInterface
    interface Exchange {
        /** Returns what was received; null if {@code message} was sent. */
        Message sendOrReceive(Message message) throws InterruptedException;
    }
}
