package dev.leat.channels.engine;

/** How an operation waits, for all flavours. */
final class Blocking {
    /** What {@link #receive} returns when the handle was closed. */
    static final Object CLOSED = new Object();

    private Blocking() {
    }

    /**
     * Receives, waiting if necessary: poll by the wait policy, announce, re-check, park, and again.
     *
     * @return a message, {@link Engine#ENDED}, {@link #CLOSED}, or null when the deadline is over
     * @throws InterruptedException if the thread is interrupted when it would have to wait
     */
    static Object receive(Engine engine, Lease lease, Deadline deadline) throws InterruptedException {
        WaitList list = engine.receivers;
        boolean woken = false; // this operation owns a wake-up that it has not used
        try {
            for (;;) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Object content = poll(engine);
                if (content != null) {
                    woken = false;
                    return content;
                }
                if (!lease.isOpen()) {
                    return CLOSED;
                }
                if (deadline.isOver()) {
                    return null;
                }
                var waiter = new Waiter(lease);
                list.add(waiter, woken);
                woken = false;
                if (!engine.canReceive() && lease.isOpen()) {
                    waiter.park(engine, deadline);
                }
                woken = !list.withdraw(waiter);
            }
        } finally {
            if (woken) {
                list.wakeOne(); // pass on
            }
        }
    }

    private static Object poll(Engine engine) {
        for (int poll = 0; !engine.canReceive() && WaitPolicy.pause(poll); poll++) {
            // paused
        }
        return engine.poll();
    }
}
