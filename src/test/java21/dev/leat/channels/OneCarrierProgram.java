package dev.leat.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Virtual threads that have one carrier to share: whoever kept it would stop the others. For CarrierTest. */
final class OneCarrierProgram {
    private static final Duration NO_TIME = Duration.ofNanos(1);
    private static final Duration MOMENT = Duration.ofMillis(200);
    /** Nobody sends here. */
    private static final Channel<Integer> QUIET = Channels.rendezvous();

    private OneCarrierProgram() {
    }

    public static void main(String[] args) throws Exception {
        for (int capacity : new int[] {0, 1, 2, 16}) {
            run(() -> Channels.bounded(capacity));
        }
        run(Channels::unbounded);
        askingTimers();
        System.out.println("all went on");
    }

    private static void run(Supplier<Channel<Integer>> channels) throws Exception {
        manyServed(channels);
        manyInterrupted(channels);
        manyDisconnected(channels);
        manyTimesRunOut(channels);
        asking(channels);
        pingPong(channels.get(), channels.get());
        producersAndConsumers(channels.get());
    }

    /** Blocked in every way, they leave the carrier to the one that ends their waiting: here, and in what follows. */
    private static void manyServed(Supplier<Channel<Integer>> channels) throws Exception {
        Channel<Integer> empty = channels.get();
        Channel<Integer> full = full(channels);
        List<Task<Integer>> receiving = receiving(empty);
        List<Task<Boolean>> sending = sending(full);
        start(() -> {
            for (int i = 0; i < receiving.size(); i++) {
                empty.sender().send(i);
            }
            for (int i = full.sender().size() + sending.size(); i > 0; i--) {
                full.receiver().receive();
            }
            return null;
        }).get();
        for (Task<Integer> task : receiving) {
            check(task.get() != null);
        }
        for (Task<Boolean> task : sending) {
            check(task.get());
        }
        close(empty, full);
    }

    private static void manyInterrupted(Supplier<Channel<Integer>> channels) throws Exception {
        Channel<Integer> empty = channels.get();
        Channel<Integer> full = full(channels);
        List<Task<?>> waiting = new ArrayList<>(receiving(empty));
        waiting.addAll(sending(full));
        start(() -> {
            waiting.forEach(Task::interrupt);
            return null;
        }).get();
        for (Task<?> task : waiting) {
            try {
                throw new AssertionError(task.get());
            } catch (InterruptedException | UncheckedInterruptedException expected) {
                // As it should be.
            }
        }
        close(empty, full);
    }

    private static void manyDisconnected(Supplier<Channel<Integer>> channels) throws Exception {
        Channel<Integer> empty = channels.get();
        Channel<Integer> full = full(channels);
        List<Task<?>> waiting = new ArrayList<>(receiving(empty));
        waiting.addAll(sending(full));
        start(() -> {
            empty.sender().close();
            full.receiver().close();
            return null;
        }).get();
        for (Task<?> task : waiting) {
            try {
                check(task.get() == null); // a loop's end
            } catch (DisconnectedException expected) {
                // As it should be.
            }
        }
        close(empty, full);
    }

    /** Those whose time runs out: all of them have begun to wait before it is over for the first. */
    private static void manyTimesRunOut(Supplier<Channel<Integer>> channels) throws Exception {
        Channel<Integer> empty = channels.get();
        Channel<Integer> full = full(channels);
        List<Callable<?>> waits = new ArrayList<>();
        Selection<Integer> select = Select.of(receive(empty), receive(QUIET));
        for (int i = 0; i < 5; i++) {
            waits.add(() -> empty.receiver().tryReceive(MOMENT));
            waits.add(() -> select.trySelect(MOMENT));
            if (waitsForRoom(full)) {
                waits.add(() -> full.sender().trySend(1, MOMENT) ? 1 : null);
            }
        }
        var begun = new AtomicInteger();
        start(() -> {
            List<Task<Void>> all = new ArrayList<>();
            for (Callable<?> wait : waits) {
                all.add(start(() -> {
                    begun.incrementAndGet();
                    check(wait.call() == null);
                    check(begun.get() == waits.size());
                    return null;
                }));
            }
            for (Task<Void> one : all) { // all have been started when this one leaves the carrier to them
                one.get();
            }
            return null;
        }).get();
        close(empty, full);
    }

    private static boolean waitsForRoom(Channel<?> channel) {
        return !(channel.sender() instanceof UnboundedSender);
    }

    /** Returns a channel without room, unless it is unbounded. */
    private static Channel<Integer> full(Supplier<Channel<Integer>> channels) {
        Channel<Integer> full = channels.get();
        while (waitsForRoom(full) && full.sender().trySend(0)) {
            // One more.
        }
        return full;
    }

    /** Starts those who wait for a message, in every way. */
    private static List<Task<Integer>> receiving(Channel<Integer> empty) {
        List<Callable<Integer>> ways = new ArrayList<>();
        Taking.waiting().forEach(taking -> ways.add(() -> taking.from(empty.receiver())));
        ways.add(() -> Select.<Integer>select(receive(empty), receive(QUIET)));
        ways.add(Select.of(receive(empty), receive(QUIET))::select);
        return blocked(ways);
    }

    /** Starts those who wait for room, in every way, if any waits. */
    private static List<Task<Boolean>> sending(Channel<Integer> full) {
        List<Callable<Boolean>> ways = new ArrayList<>();
        if (waitsForRoom(full)) {
            Putting.waiting().forEach(putting -> ways.add(() -> putting.into(full.sender(), 1)));
            ways.add(() -> Select.<Boolean>select(
                Select.send(full.sender(), 1, () -> true), Select.receive(QUIET.receiver(), message -> false)));
        }
        return blocked(ways);
    }

    private static Clause<Integer> receive(Channel<Integer> channel) {
        return Select.receive(channel.receiver(), message -> message);
    }

    private static <V> List<Task<V>> blocked(List<Callable<V>> ways) {
        List<Task<V>> waiting = ways.stream().map(OneCarrierProgram::start).toList();
        waiting.forEach(Task::awaitBlocked);
        return waiting;
    }

    private static void close(Channel<?>... channels) {
        for (Channel<?> channel : channels) {
            channel.sender().close();
            channel.receiver().close();
        }
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
        Channel<Integer> full = full(channels);
        if (waitsForRoom(full)) {
            askUntilStopped(() -> full.sender().trySend(1, NO_TIME));
        }
        close(empty, full);
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
