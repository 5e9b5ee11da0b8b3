package dev.leat.channels.engine;

/** How an operation waits, for all flavours. */
final class Blocking {
    /** The result of an operation whose handle was closed. */
    static final Object CLOSED = new Object();

    private Blocking() {
    }

    /**
     * Sends or receives, waiting if necessary: poll by the wait policy, announce, re-check, park, and again. Where
     * messages go from hand to hand, only who is announced can be met, so that comes first, and polling after it.
     *
     * @param message what to send, or null to receive
     * @return {@link Engine#SENT} or a message; {@link Engine#ENDED}; {@link #CLOSED}; null when the deadline is over
     * @throws InterruptedException if the thread is interrupted when it would have to wait
     */
    static Object await(Engine engine, Lease lease, Object message, Deadline deadline) throws InterruptedException {
        Waiters waiters = engine.waiters(lease.side);
        boolean woken = false; // this operation owns a wake-up that it has not used
        try {
            for (;;) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!lease.isOpen()) {
                    return CLOSED;
                }
                Object result = engine.meets() ? null : poll(engine, lease.side, message);
                if (result != null) {
                    woken = false;
                    return result;
                }
                if (deadline.isOver()) {
                    return null;
                }
                var waiter = new Waiter(lease, message);
                try {
                    waiters.add(waiter, woken);
                    woken = false;
                    if (!engine.isReady(lease.side) && lease.isOpen()) {
                        waiter.await(engine, deadline, engine.meets() ? WaitPolicy.MEETING : WaitPolicy.NONE);
                    }
                } finally { // also when an Error ends the wait: who is not there must not be woken
                    try {
                        if (!waiters.withdraw(waiter)) {
                            result = waiter.outcome();
                            woken = result == Waiter.WOKEN;
                        }
                    } finally {
                        waiter.leave();
                    }
                }
                if (result != null && !woken) {
                    return result;
                }
            }
        } finally {
            if (woken) {
                waiters.wakeOne(); // pass on
            }
        }
    }

    private static Object poll(Engine engine, Side side, Object message) {
        for (int poll = 0; !engine.isReady(side) && WaitPolicy.BUFFER.pause(poll); poll++) {
            // paused
        }
        return message == null ? engine.poll() : engine.offer(message);
    }
}
