package dev.leat.channels.jmh;

/**
 * A channel of a peer whose operations block their thread. All ends are taken before the first of them is used; each
 * is for one thread.
 */
interface Link {
    Outlet outlet();

    Inlet inlet();

    /** A sending end. When all are closed, every inlet sees the end after what was sent. */
    interface Outlet {
        void send(Message message) throws InterruptedException;

        void close() throws InterruptedException;
    }

    /** A receiving end. */
    interface Inlet {
        Message receive() throws InterruptedException;

        /** Receives until the end. Returns the sum of the numbers received. */
        long receiveAll() throws InterruptedException;

        void close();
    }
}
