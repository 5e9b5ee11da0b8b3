package dev.leat.channels.engine;

/** One that waits for a partner, and is met as soon as it asks whether to yield. */
final class MetWaiter extends Waiter {
    private final Patience patience;

    MetWaiter(Engine engine, Lease lease, Patience patience) {
        super(engine, lease, null);
        this.patience = patience;
    }

    @Override
    boolean meets() {
        return true;
    }

    @Override
    Patience learned() {
        decide("met");
        return patience;
    }
}
