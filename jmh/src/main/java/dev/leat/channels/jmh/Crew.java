package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Threads of one kind. Each runs one part of a workload; a part returns the sum of the numbers that it received. */
final class Crew implements AutoCloseable {
    private static final long PARK_SECONDS = 30;

    private final ExecutorService threads;

    private Crew(ExecutorService threads) {
        this.threads = threads;
    }

    /** Platform threads, which are kept between the workloads: starting one takes longer than many a workload. */
    static Crew platform() {
        return new Crew(Executors.newCachedThreadPool());
    }

    /** Virtual threads, a new one for each part. */
    static Crew virtual() {
        try {
            var factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            var crew = new Crew((ExecutorService) factory.invoke(null));
            crew.startCarriers();
            return crew;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no virtual threads in Java " + Runtime.version(), e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the carriers of virtual threads did not start", e);
        }
    }

    /**
     * Sees to it that the carriers are there before a subject has made anything. How fast they are depends on how many threads
     * live when they are started: after 1, 3 or 5 more a pipeline takes up to a fifth longer than after 0, 2 or 4, whatever
     * these threads do (seen with Leat and with ArrayBlockingQueue). Some subjects have a thread of their own, others have none.
     */
    private void startCarriers() throws InterruptedException, ExecutionException {
        int carriers = Integer.getInteger("jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
        var missing = new CountDownLatch(carriers);
        run(Collections.nCopies(carriers, () -> {
            missing.countDown();
            while (missing.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait(); // keeps its carrier from the others
            }
            return 0L;
        }));
    }

    /**
     * Runs parts that begin together. If one fails, the others are interrupted. Returns the sum of their results. The caller
     * is woken once, by the last part: to be woken by each took a quarter of the time where 20,000 of them do little.
     */
    long run(List<Callable<Long>> parts) throws InterruptedException, ExecutionException {
        var together = new CountDownLatch(parts.size());
        var unfinished = new AtomicInteger(parts.size());
        var over = new CountDownLatch(1);
        var sum = new LongAdder();
        var failure = new AtomicReference<Throwable>();
        var running = new ArrayList<Future<?>>();
        try {
            for (Callable<Long> part : parts) {
                running.add(threads.submit(() -> {
                    try {
                        together.countDown();
                        together.await();
                        sum.add(part.call());
                        if (unfinished.decrementAndGet() == 0) {
                            over.countDown();
                        }
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                        over.countDown();
                    }
                }));
            }
            over.await();
            if (failure.get() != null) {
                throw new ExecutionException(failure.get());
            }
            return sum.sum();
        } finally {
            if (unfinished.get() > 0) {
                running.forEach(part -> part.cancel(true));
            }
        }
    }

    /** Starts parts that begin by waiting for something, and returns when all of them are parked. */
    List<Future<Long>> park(List<Callable<Long>> parts) throws InterruptedException {
        var begun = new ConcurrentLinkedQueue<Thread>();
        var running = new ArrayList<Future<Long>>();
        for (Callable<Long> part : parts) {
            running.add(threads.submit(() -> {
                begun.add(Thread.currentThread());
                return part.call();
            }));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PARK_SECONDS);
        for (int poll = 0; begun.size() < parts.size() || !begun.stream().allMatch(Crew::isParked); poll++) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("not parked after " + PARK_SECONDS + " s: " + begun);
            }
            Pause.before(poll);
        }
        return running;
    }

    private static boolean isParked(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
