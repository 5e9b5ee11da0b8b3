package dev.leat.channels;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;

/** A thread of a test, whose result or failure reaches the test. */
final class Task<V> {
    /** Platform threads that do not keep the virtual machine alive if they hang. */
    static final ThreadFactory PLATFORM = body -> {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        return thread;
    };

    private final FutureTask<V> result;
    private final Thread thread;

    private Task(ThreadFactory threads, Callable<V> body) {
        result = new FutureTask<>(body);
        thread = threads.newThread(result);
    }

    static <V> Task<V> start(Callable<V> body) {
        return start(PLATFORM, body);
    }

    static <V> Task<V> start(ThreadFactory threads, Callable<V> body) {
        Task<V> task = new Task<>(threads, body);
        task.thread.start();
        return task;
    }

    Thread thread() {
        return thread;
    }

    boolean isDone() {
        return result.isDone();
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits until the thread sleeps; fails if it ends instead. */
    Task<V> awaitBlocked() {
        Await.until(() -> {
            Thread.State state = thread.getState();
            if (result.isDone()) {
                throw new AssertionError("ended instead of waiting");
            }
            return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        }, "a blocked thread");
        return this;
    }

    /** Returns what the body returned, throws what it threw. */
    V get() throws Exception {
        try {
            return result.get(Await.DEADLINE.toSeconds(), SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw (Error) failure.getCause();
        } catch (TimeoutException timeout) {
            AssertionError hung = new AssertionError("hung, " + thread.getState(), timeout);
            hung.setStackTrace(thread.getStackTrace());
            throw hung;
        }
    }
}
