package dev.leat.channels;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a state itself, never for a time in which it should be reached. */
public final class Await {
    /** Far more than anything takes, so that only what hangs runs into it. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private Await() {
    }

    public static void until(BooleanSupplier state, String name) {
        long start = System.nanoTime();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() - start > DEADLINE.toNanos()) {
                throw new AssertionError("never came: " + name);
            }
            LockSupport.parkNanos(50_000);
        }
    }

    /** Collects garbage until a state is reached. */
    public static void collecting(BooleanSupplier state, String name) {
        until(() -> {
            System.gc();
            return state.getAsBoolean();
        }, name);
    }

    static void collected(Collection<? extends Reference<?>> references) {
        collecting(() -> references.stream().allMatch(reference -> reference.refersTo(null)), "collected");
    }
}
