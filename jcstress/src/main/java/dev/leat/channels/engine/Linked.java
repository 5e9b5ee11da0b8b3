package dev.leat.channels.engine;

import dev.leat.channels.BoundedChannel;

/** Gives channels whose engine is {@link LinkedEngine}, also with a capacity for which the library takes another one. */
public final class Linked {
    private Linked() {
    }

    /** Makes a channel with that capacity. */
    public static BoundedChannel<Integer> bounded(int capacity) {
        return Handles.open(LinkedEngine.bounded(capacity), null, null);
    }
}
