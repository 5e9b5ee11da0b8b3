package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever waits uses no processor: less than 5 ms of it in a second. */
class IdleTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long LIMIT = 5_000_000;

    private interface Wait {
        void begin() throws InterruptedException;
    }

    private final Map<String, Wait> waits = new LinkedHashMap<>();
    private final List<AutoCloseable> handles = new ArrayList<>();

    private <T> Channel<T> open(Channel<T> channel) {
        handles.add(channel.sender());
        handles.add(channel.receiver());
        return channel;
    }

    private Channel<Integer> full(int capacity) throws InterruptedException {
        Channel<Integer> channel = open(Channels.bounded(capacity));
        for (int i = 0; i < capacity; i++) {
            channel.sender().send(i);
        }
        return channel;
    }

    @Test
    void aWaitingReceiverUsesNoProcessor() throws Exception {
        for (Taking taking : Taking.waiting().toList()) {
            for (Channel<Integer> channel : flavours()) {
                waits.put(taking + " from " + channel, () -> taking.from(channel.receiver()));
            }
        }
        assertIdle(1);
    }

    @Test
    void aWaitingReceiverOfSeveralChannelsUsesNoProcessor() throws Exception {
        Receiver<Integer> merged = Channels.merge(flavours().stream().map(Channel::receiver).toList());
        handles.add(merged);
        for (Taking taking : Taking.waiting().toList()) {
            waits.put(taking + " from " + merged, () -> taking.from(merged));
        }
        assertIdle(1);
    }

    private List<Channel<Integer>> flavours() {
        return List.of(open(Channels.<Integer>unbounded()), open(Channels.<Integer>bounded(1)),
                open(Channels.<Integer>bounded(5)), open(Channels.<Integer>rendezvous()));
    }

    @Test
    void aWaitingSenderUsesNoProcessor() throws Exception {
        for (Putting putting : Putting.waiting().toList()) {
            for (Channel<Integer> channel : List.of(full(1), full(5), open(Channels.<Integer>rendezvous()))) {
                waits.put(putting + " to " + channel, () -> putting.into(channel.sender(), 1));
            }
        }
        assertIdle(1);
    }

    @Test
    void aWaitingSelectUsesNoProcessor() throws Exception {
        Channel<Integer> empty = open(Channels.unbounded());
        Channel<Integer> full = full(5);
        Channel<Integer> meeting = open(Channels.rendezvous());
        Clause<Integer> receive = Select.receive(empty.receiver(), message -> message);
        Clause<Integer> send = Select.send(full.sender(), 1, () -> 1);
        Clause<Integer> meetAsReceiver = Select.receive(meeting.receiver(), message -> message);
        Channel<Integer> other = open(Channels.rendezvous());
        Clause<Integer> otherAsReceiver = Select.receive(other.receiver(), message -> message);
        Clause<Integer> otherAsSender = Select.send(other.sender(), 1, () -> 1);
        Clause<Integer> limit = Select.timeout(Duration.ofHours(1), () -> 1);
        waits.put("on buffers", () -> Select.<Integer>select(receive, send));
        waits.put("on all", () -> Select.<Integer>select(receive, send, meetAsReceiver));
        waits.put("with a limit", () -> Select.<Integer>select(receive, send, meetAsReceiver, limit));
        waits.put("on both sides", () -> Select.<Integer>select(otherAsReceiver, otherAsSender));
        waits.put("on a limit", () -> Select.<Integer>select(limit));
        assertIdle(1);
    }

    /** A few ticks are a few wake-ups, and nothing beside. */
    @Test
    void whoWaitsForATimerUsesNoProcessor() throws Exception {
        try (Receiver<?> warm = Channels.tick(Duration.ofMillis(1))) { // the first ones load and link code
            warm.stream().limit(100).forEach(instant -> { });
        }
        Receiver<?> tick = Channels.tick(Duration.ofMillis(300));
        Receiver<?> seldom = Channels.tick(Duration.ofHours(1));
        Receiver<?> after = Channels.after(Duration.ofHours(1));
        Receiver<?> never = Channels.never();
        handles.addAll(List.of(tick, seldom, after, never));
        waits.put("for all ticks", () -> tick.forEach(instant -> { }));
        waits.put("for a tick", seldom::receive);
        waits.put("for a moment", after::receive);
        waits.put("for nothing", never::receive);
        assertIdle(3); // a host may count the time that it took away from one who was just awake
    }

    private void assertIdle(int attempts) throws Exception {
        Map<String, Task<Void>> tasks = new LinkedHashMap<>();
        waits.forEach((name, wait) -> tasks.put(name, Task.start(() -> {
            try {
                wait.begin();
            } catch (InterruptedException | UncheckedInterruptedException expected) {
                return null;
            }
            throw new AssertionError("did not wait");
        })));
        tasks.values().forEach(Task::awaitBlocked);
        Map<String, Long> used = usedInASecond(tasks);
        for (int i = 1; i < attempts && !used.values().stream().allMatch(time -> time < LIMIT); i++) {
            used = usedInASecond(tasks); // who polls does so in every second
        }
        used.forEach((name, time) ->
                assertTrue(time < LIMIT, () -> name + ": " + time + " ns of processor time within a second"));
        for (Task<Void> task : tasks.values()) {
            task.interrupt();
            task.get();
        }
        for (AutoCloseable handle : handles) {
            handle.close();
        }
    }

    private static Map<String, Long> usedInASecond(Map<String, Task<Void>> tasks) throws InterruptedException {
        Map<String, Long> used = new LinkedHashMap<>();
        tasks.forEach((name, task) -> used.put(name, -processorTime(task)));
        try (Receiver<?> second = Channels.after(Duration.ofSeconds(1))) {
            second.receive();
        }
        tasks.forEach((name, task) -> used.merge(name, processorTime(task), Long::sum));
        return used;
    }

    @SuppressWarnings("deprecation") // threadId() is there from JDK 19 on only
    private static long processorTime(Task<?> task) {
        long time = THREADS.getThreadCpuTime(task.thread().getId());
        assertTrue(time >= 0, "the thread lives and its processor time is measured");
        return time;
    }
}
