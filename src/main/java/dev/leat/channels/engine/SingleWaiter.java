package dev.leat.channels.engine;

/** A blocked operation on one channel that has a buffer. */
final class SingleWaiter extends CourteousWaiter {
    SingleWaiter(Engine engine, Lease lease, Object message) {
        super(engine, lease, message);
    }
}
