package dev.leat.channels.jmh;

/**
 * Waiting by polling: a few polls that keep the processor, and from then on polls that offer it to others. Virtual
 * threads that do this must be fewer than their carriers: where every carrier has one that yields again and again,
 * those that have not begun yet may never do so (seen on JDK 25).
 */
final class Pause {
    private static final int SPINS = 10;

    private Pause() {
    }

    /** Lets a little time pass before the poll number {@code poll}, counted from 0. */
    static void before(int poll) throws InterruptedException {
        if (poll < SPINS) {
            Thread.onSpinWait();
        } else if (Thread.interrupted()) {
            throw new InterruptedException();
        } else {
            Thread.yield();
        }
    }
}
