package dev.leat.channels.engine;

/** A blocked operation on one rendezvous channel. */
final class MeetingWaiter extends Waiter {
    MeetingWaiter(Engine engine, Lease lease, Object message) {
        super(engine, lease, message);
    }
}
