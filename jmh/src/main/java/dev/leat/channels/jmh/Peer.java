package dev.leat.channels.jmh;

/** Makes channels whose operations block their thread. */
interface Peer {
    Link open();

    /** Makes and ends the barest channel there is. Returns it, so that it is really made. */
    Object createAndClose();
}
