package dev.leat.channels.jmh;

/**
 * A channel of a peer whose operations block their thread. All ends are taken before the first of them is used; each
 * is for one thread.
 */
interface Link {
    Outlet outlet();

    Inlet inlet();

    /** The channel or queue itself, without what adapts it. */
    Object channel();

    /** A sending end. */
    interface Outlet {
        void send(Message message) throws InterruptedException;

        /** Closes it, where the inlets know by themselves how much there is to receive. */
        void close();

        /** Closes it, where the inlets receive until the end. When all have done this, every inlet sees the end. */
        default void end() throws InterruptedException {
            close();
        }
    }

    /** A receiving end. */
    interface Inlet {
        Message receive() throws InterruptedException;

        /** Receives until the end. Returns the sum of the numbers received. */
        long receiveAll() throws InterruptedException;

        void close();
    }
}
