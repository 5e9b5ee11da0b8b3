package dev.leat.channels.engine;

import java.util.function.Consumer;

/** A blocked operation to which something happens whenever its thread is about to park. */
final class AboutToPark extends CourteousWaiter {
    private final Consumer<CourteousWaiter> mishap;

    AboutToPark(Engine engine, Lease lease, Consumer<CourteousWaiter> mishap) {
        super(engine, lease, null);
        this.mishap = mishap;
    }

    @Override
    Object blocker() {
        mishap.accept(this);
        return engine();
    }

    @Override
    Waiter again() {
        throw new AssertionError();
    }
}
