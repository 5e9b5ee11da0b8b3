package dev.leat.channels.jmh;

import java.util.concurrent.Callable;

/**
 * What is measured: the workloads, over channels of one peer, in its users' style, on threads of one kind. Everything
 * that is received is added up, so that a workload that lost a message does not pass for a fast one.
 */
interface Subject extends AutoCloseable {
    /** Moves {@code count} messages through a channel, each sender its share, until every receiver has seen the end. */
    long transfer(Shape shape, int count, Messages messages) throws Exception;

    /** In one thread: sends {@code batch} messages, receives them, and again. */
    long alone(int rounds, int batch, Messages messages) throws Exception;

    /**
     * Sends one message to a thread that sends it back through a second channel, and again: once for each lap. Writes
     * down how many nanoseconds each took.
     */
    long pingPong(long[] laps, Messages messages) throws Exception;

    /**
     * Sends messages with a pause before each, so that the receiver waits for each. Writes down how many nanoseconds each took
     * to get there.
     */
    long trickle(long[] delays, long pauseNanos, Messages messages) throws Exception;

    /**
     * Asks a thread that works for so long, with a channel of its own for each reply; as many pairs of threads do so at a time as
     * there are rows. Writes down how many nanoseconds each reply took, that channel and all.
     */
    long replies(long[][] laps, long workNanos, Messages messages) throws Exception;

    /** Spends time on the processor. */
    static void work(long nanos) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < nanos) {
            Thread.onSpinWait();
        }
    }

    /** Moves messages through a row of channels: from each, a thread of its own takes them to the next. */
    long chain(int channels, int count, Messages messages) throws Exception;

    /** Moves {@code count} messages through each of many channels, which have two threads each. */
    long pairs(int channels, int count, Messages messages) throws Exception;

    /**
     * Prepares channels with a parked receiver each. The result sends a burst into one after the other; it goes on to
     * the next one when the whole burst was received.
     */
    Callable<Long> bursts(int channels, int burst, Messages messages) throws Exception;

    /** Sends through as many channels as there are senders, to one receiver that selects among them. */
    long selectReceive(Shape shape, int count, Messages messages) throws Exception;

    /** In one thread: puts a message into each of two channels out of many, selects among all twice, and again. */
    long selectReady(int channels, int count, Messages messages) throws Exception;

    /** In a ring of threads: each sends to the next and receives from the one before, whichever it can do first. */
    long selectBoth(int parties, int count, Messages messages) throws Exception;

    /** The channel that gets message number {@code i} in {@link #selectReady}: after two messages, two others. */
    static int readyChannel(int i, int channels) {
        int pair = i / 2;
        return (int) ((pair * 7919L + (i % 2 == 0 ? 0 : channels / 2)) % channels);
    }

    /** Makes and ends the barest channel there is. Returns it, so that it is really made. */
    Object createAndClose();

    @Override
    void close();
}
