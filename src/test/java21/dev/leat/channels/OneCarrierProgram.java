package dev.leat.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Virtual threads that have one carrier to share: whoever kept it would stop the others. For CarrierTest. */
final class OneCarrierProgram {
    private static final Duration NO_TIME = Duration.ofNanos(1);

    private OneCarrierProgram() {
    }

    public static void main(String[] args) throws Exception {
        for (int capacity : new int[] {0, 1, 16}) {
            run(() -> Channels.bounded(capacity));
        }
        run(Channels::unbounded);
        askingTimers();
        System.out.println("all went on");
    }

    private static void run(Supplier<Channel<Integer>> channels) throws Exception {
        manyBlocked(channels.get());
        asking(channels);
        pingPong(channels.get(), channels.get());
        producersAndConsumers(channels.get());
    }

    /** Blocked in every way, they leave the carrier to the one that ends their waiting. */
    private static void manyBlocked(Channel<Integer> channel) throws Exception {
        List<Task<Integer>> waiting = new ArrayList<>();
        for (Taking taking : Taking.waiting().toList()) {
            waiting.add(start(() -> taking.from(channel.receiver())));
        }
        for (Task<Integer> task : waiting) {
            task.awaitBlocked();
        }
        start(() -> {
            for (int i = 0; i < waiting.size(); i++) {
                channel.sender().send(i);
            }
            return null;
        }).get();
        for (Task<Integer> task : waiting) {
            task.get();
        }
        channel.sender().close();
        channel.receiver().close();
    }

    /** Asking time and again, each time with no time to wait, they let others go on. */
    private static void asking(Supplier<Channel<Integer>> channels) throws Exception {
        Channel<Integer> empty = channels.get();
        Receiver<Integer> another = empty.receiver().duplicate();
        askUntilStopped(() -> empty.receiver().tryReceive(NO_TIME));
        Selection<Integer> select = Select.of(
            Select.receive(empty.receiver(), message -> message), Select.receive(another, message -> message));
        askUntilStopped(() -> select.trySelect(NO_TIME));
        try (Receiver<Integer> merged = Channels.merge(empty.receiver().duplicate(), channels.get().receiver())) {
            askUntilStopped(() -> merged.tryReceive(NO_TIME));
        }
        Channel<Integer> full = channels.get();
        if (!(full.sender() instanceof UnboundedSender)) { // which never waits
            while (full.sender().trySend(0)) {
                // One more.
            }
            askUntilStopped(() -> full.sender().trySend(1, NO_TIME));
        }
        for (Channel<Integer> channel : List.of(empty, full)) {
            channel.sender().close();
            channel.receiver().close();
        }
        another.close();
    }

    private static void askingTimers() throws Exception {
        try (Receiver<Instant> never = Channels.never(); Receiver<Instant> late = Channels.after(Duration.ofHours(1))) {
            askUntilStopped(() -> never.tryReceive(NO_TIME));
            askUntilStopped(() -> late.tryReceive(NO_TIME));
        }
    }

    /** Runs three who ask, and one behind them who stops them. All are started by one: they have the same carrier's queue. */
    private static void askUntilStopped(Callable<?> asking) throws Exception {
        var stopped = new AtomicBoolean();
        start(() -> {
            List<Task<Void>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(start(() -> {
                    while (!stopped.get()) {
                        asking.call();
                    }
                    return null;
                }));
            }
            all.add(start(() -> {
                stopped.set(true);
                return null;
            }));
            for (Task<Void> one : all) {
                one.get();
            }
            return null;
        }).get();
    }

    private static void pingPong(Channel<Integer> there, Channel<Integer> back) throws Exception {
        Task<Void> echo = start(() -> {
            try (Receiver<Integer> from = there.receiver(); Sender<Integer> to = back.sender()) {
                for (Integer message : from) {
                    to.send(message);
                }
                return null;
            }
        });
        start(() -> {
            try (Sender<Integer> to = there.sender(); Receiver<Integer> from = back.receiver()) {
                for (int i = 0; i < 10_000; i++) {
                    to.send(i);
                    check(from.receive() == i);
                }
                return null;
            }
        }).get();
        echo.get();
    }

    private static void producersAndConsumers(Channel<Integer> channel) throws Exception {
        List<Task<Long>> consumers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Receiver<Integer> receiver = channel.receiver().duplicate();
            consumers.add(start(() -> {
                try (receiver) {
                    return receiver.stream().mapToLong(Integer::longValue).sum();
                }
            }));
        }
        for (int i = 0; i < 4; i++) {
            Sender<Integer> sender = channel.sender().duplicate();
            start(() -> {
                try (sender) {
                    for (int n = 1; n <= 5_000; n++) {
                        sender.send(n);
                        if (n % 64 == 0) {
                            Thread.yield();
                        }
                    }
                    return null;
                }
            });
        }
        channel.sender().close();
        channel.receiver().close();
        long sum = 0;
        for (Task<Long> consumer : consumers) {
            sum += consumer.get();
        }
        check(sum == 4 * 5_000L * 5_001 / 2);
    }

    private static <V> Task<V> start(Callable<V> body) {
        return Task.start(Thread.ofVirtual().factory(), body);
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new AssertionError();
        }
    }
}
