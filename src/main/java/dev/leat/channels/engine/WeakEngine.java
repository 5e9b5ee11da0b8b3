package dev.leat.channels.engine;

import java.lang.ref.WeakReference;

/**
 * A channel for those who must not keep it reachable, with what is to be known of it also when it is gone. A channel
 * that owes its leftovers to somebody is kept all the same.
 */
final class WeakEngine extends WeakReference<Engine> {
    // All are set before the channel has a handle, and never again.
    private String kind = "channel";
    private String name;
    private Engine kept;

    WeakEngine(Engine engine) {
        super(engine);
    }

    void setName(String name) {
        this.name = name;
    }

    void setKind(String kind) {
        this.kind = kind;
    }

    /** What it is, for people. */
    String kind() {
        return kind;
    }

    /** The name that the channel was given, or null. */
    String name() {
        return name;
    }

    /** Makes this a reference that keeps the channel. */
    void keep() {
        kept = get();
    }
}
