package dev.leat.channels.engine;

/** How an operation waits, for all flavours. */
final class Blocking {
    /** The result of an operation whose handle was closed. */
    static final Object CLOSED = new Object();

    private Blocking() {
    }

    /**
     * Sends to or receives from one channel, waiting if necessary. The caller has tried already.
     *
     * @param message what to send, or null to receive
     * @return {@link Engine#SENT} or a message; {@link Engine#ENDED}; {@link #CLOSED}; null when the deadline is over
     * @throws InterruptedException if the thread is interrupted when it would have to wait
     */
    static Object await(Engine engine, Lease lease, Object message, Deadline deadline) throws InterruptedException {
        Object result = engine.linger(lease, message, deadline);
        return result != null ? result : await(engine.waiter(lease, message), deadline);
    }

    /** Looks at a channel for a while, and tries the operation when it seems ready: see {@link Engine#linger}. */
    static Object linger(Engine engine, Lease lease, Object message, Deadline deadline) {
        if (engine.due() != Deadline.NEVER) { // a clock is not hastened by being looked at
            return null;
        }
        var policy = WaitPolicy.of(engine.meets());
        int channels = Math.max(1, engine.sources().length);
        int spins = policy.spins(engine.patience, channels);
        int most = WaitPolicy.most(channels);
        int rest = engine.rest(lease.side);
        if (rest >= spins) { // else no spin would look, and all would seem to be in vain
            rest = 0;
        }
        int poll = 0;
        Object result = null;
        for (; result == null && poll < most && policy.pause(poll, spins, engine.patience, deadline); poll++) {
            if (!lease.isOpen()) {
                return CLOSED;
            }
            if (poll >= rest && engine.isReady(lease.side)) {
                result = message == null ? engine.poll() : engine.offer(message);
            }
        }
        policy.learn(poll, spins, engine.patience, result != null);
        return result;
    }

    /**
     * Waits and tries in turn, until the operation is done, the deadline is over, or a handle was closed. The caller
     * has tried already.
     */
    static Object await(Waiter first, Deadline deadline) throws InterruptedException {
        Waiter waiter = first;
        Waiters wokenBy = null; // where this operation was woken last
        Place rank = null; // at which place, if it stands there still
        boolean owns = false; // whether it owns that wake-up, and has not used it
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            for (;;) {
                Object outcome = waiter.await(deadline);
                boolean tries = true;
                if (outcome instanceof Place place) {
                    rank = place;
                    wokenBy = place.waiters();
                    owns = true;
                    tries = wokenBy.giveWay(place, deadline);
                } else if (outcome != null) {
                    return waiter.met(outcome);
                } else if (rank != null && waiter.another() == null) { // of several places any may be ready
                    tries = wokenBy.giveWay(rank, deadline);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!waiter.isOpenEverywhere()) {
                    return CLOSED;
                }
                Object result = tries ? waiter.attempt() : null;
                if (result != null) {
                    owns &= wokenBy != waiter.done().waiters();
                    return result;
                }
                owns = false; // there was nothing at all
                if (deadline.isOver()) {
                    return null;
                }
                if (waiter.spent) {
                    Waiter before = waiter;
                    waiter = before.again();
                    rank = null;
                    before.leave();
                }
            }
        } catch (Error e) {
            owns = true; // it may have been stopped while it looked what was left to do
            throw e;
        } finally {
            boolean left = false;
            try {
                waiter.leave();
                left = true;
            } finally {
                if (wokenBy != null && (owns || !left)) { // as above
                    wokenBy.wakeOne(); // pass on
                }
            }
        }
    }
}
