package dev.leat.channels.engine;

/** A blocked operation on one channel. */
final class SingleWaiter extends Waiter {
    SingleWaiter(Engine engine, Lease lease, Object message) {
        super(engine, lease, message, 0);
    }

    @Override
    Object attempt() {
        return message() == null ? engine().poll() : engine().offer(message());
    }

    @Override
    Object meeting(Place place, Object result) {
        return result;
    }

    @Override
    Object met(Object outcome) {
        listed = false; // unlinked by its partner
        return outcome;
    }

    @Override
    Place done() {
        return this;
    }

    @Override
    boolean meets() {
        return engine().meets();
    }

    @Override
    Waiter again() {
        return new SingleWaiter(engine(), lease(), message());
    }

    @Override
    Object blocker() {
        return engine().blocker();
    }
}
