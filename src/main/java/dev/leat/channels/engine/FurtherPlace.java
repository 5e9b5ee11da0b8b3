package dev.leat.channels.engine;

/** A place of a waiter that has several. */
final class FurtherPlace extends Place {
    private final Waiter waiter;
    private final int index;

    FurtherPlace(Waiter waiter, Engine engine, Lease lease, Object message, int index) {
        super(engine, lease, message);
        this.waiter = waiter;
        this.index = index;
    }

    @Override
    Waiter waiter() {
        return waiter;
    }

    @Override
    int index() {
        return index;
    }
}
