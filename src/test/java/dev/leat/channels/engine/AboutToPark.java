package dev.leat.channels.engine;

import java.util.function.Consumer;

/** A blocked operation to which something happens whenever its thread is about to park. */
final class AboutToPark extends Waiter {
    private final Consumer<Waiter> mishap;

    AboutToPark(Engine engine, Lease lease, Consumer<Waiter> mishap) {
        super(engine, lease, null, 0);
        this.mishap = mishap;
    }

    @Override
    Object blocker() {
        mishap.accept(this);
        return engine();
    }

    @Override
    Object attempt() {
        return engine().poll();
    }

    @Override
    Object meeting(Place place, Object result) {
        return result;
    }

    @Override
    Object met(Object outcome) {
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
        throw new AssertionError();
    }
}
