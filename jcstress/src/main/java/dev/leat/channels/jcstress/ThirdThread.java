package dev.leat.channels.jcstress;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A thread beside the two actors of a test: jcstress leaves out tests with more actors than there are processors. An actor
 * hands it what it is to do before it waits for the effect.
 */
final class ThirdThread {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "third");
        thread.setDaemon(true);
        return thread;
    });

    private ThirdThread() {
    }

    static void run(Runnable task) {
        THREAD.execute(task);
    }

    /** Runs a task that answers something. Who asked must wait for the answer, and so hears of a failure too. */
    static CompletableFuture<Object> ask(Supplier<Object> task) {
        return CompletableFuture.supplyAsync(task, THREAD);
    }
}
