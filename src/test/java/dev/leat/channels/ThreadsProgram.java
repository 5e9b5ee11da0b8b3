package dev.leat.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Timers by the thousand, merged receivers and selects, and the threads beside those that wait. For ThreadsTest. */
final class ThreadsProgram {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Who is there: those of the virtual machine, and those that this program has started. */
    private static final Set<Thread> KNOWN = new HashSet<>(Thread.getAllStackTraces().keySet());

    private ThreadsProgram() {
    }

    public static void main(String[] args) throws Exception {
        timersAlone();
        forgottenTimers();
        besideChannels();
        System.out.println("no other threads");
    }

    private static Receiver<Instant> timer(int i) {
        return i % 2 == 0 ? Channels.tick(HOUR) : Channels.after(HOUR);
    }

    private static void timersAlone() throws Exception {
        List<Receiver<Instant>> timers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            timers.add(timer(i));
        }
        Receiver<Instant> merged = Channels.merge(timers.subList(0, 5_000));
        Task<Instant> receiving = waiting(merged::receive);
        Task<Instant> selecting = waiting(() -> Select.<Instant>select(timers.subList(5_000, 10_000).stream()
                .map(timer -> Select.<Instant, Instant>receive(timer, due -> due)).toList()));
        checkOthers(Set.of());
        merged.close();
        timers.get(9_999).close();
        for (Task<Instant> task : List.of(receiving, selecting)) {
            try {
                task.get();
                throw new AssertionError("nothing is due");
            } catch (IllegalStateException closed) {
                // As it should be.
            }
        }
    }

    private static void forgottenTimers() throws InterruptedException {
        long before = Heap.used();
        for (int i = 0; i < 100_000; i++) {
            if (timer(i).tryReceive(Duration.ofNanos(i % 3)) != null) {
                throw new AssertionError("early");
            }
        }
        checkOthers(Set.of());
        Await.until(() -> Heap.used() - before < 1_000_000, "the heap is as it was");
    }

    private static void besideChannels() throws Exception {
        Channel<Instant> one = Channels.unbounded();
        Channel<Instant> other = Channels.rendezvous();
        try (Receiver<Instant> merged = Channels.merge(one.receiver(), timer(0), timer(1)); Receiver<Instant> timer = timer(2)) {
            Task<Instant> receiving = waiting(merged::receive);
            Task<Instant> selecting = waiting(() -> Select.<Instant>select(Select.receive(other.receiver(), message -> message),
                    Select.receive(timer, due -> due), Select.timeout(HOUR, () -> null)));
            checkOthers(Set.of("leat-leak-watch"));
            one.sender().send(Instant.EPOCH);
            other.sender().send(Instant.EPOCH);
            if (!receiving.get().equals(Instant.EPOCH) || !selecting.get().equals(Instant.EPOCH)) {
                throw new AssertionError("something else was received");
            }
            checkOthers(Set.of("leat-leak-watch"));
        }
        one.sender().close();
        other.sender().close();
        other.receiver().close();
    }

    private static <V> Task<V> waiting(Callable<V> body) {
        Task<V> task = Task.start(body).awaitBlocked();
        KNOWN.add(task.thread());
        return task;
    }

    private static void checkOthers(Set<String> expected) {
        Set<String> others = Thread.getAllStackTraces().keySet().stream().filter(thread -> !KNOWN.contains(thread))
                .map(Thread::getName).collect(Collectors.toSet());
        if (!others.equals(expected)) {
            throw new AssertionError("threads: " + others);
        }
    }
}
