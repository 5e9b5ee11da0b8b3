package dev.leat.channels.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The handles of a test that only needs their leases, kept lest they are forgotten, and so closed. */
final class KeptHandles {
    private final List<Handle> kept = new CopyOnWriteArrayList<>();

    Lease receiver(Engine engine) {
        return keep(new ReceiverHandle<>(engine));
    }

    Lease sender(Engine engine) {
        return keep(new BoundedSenderHandle<>(engine));
    }

    private Lease keep(Handle handle) {
        kept.add(handle);
        return handle.lease;
    }
}
