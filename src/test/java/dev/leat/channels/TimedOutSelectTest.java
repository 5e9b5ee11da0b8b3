package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.engine.Inside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A select whose time runs out leaves nothing behind, however often that is. */
@Timeout(60)
class TimedOutSelectTest {
    private static final Duration NO_TIME = Duration.ofNanos(1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Channel<Integer> empty = Channels.unbounded();
    private final Channel<Integer> full = Channels.bounded(5);
    private final Channel<Integer> meeting = Channels.rendezvous();
    private final Channel<Integer> deaf = Channels.rendezvous();
    private final List<Object> ends = List.of(empty.receiver(), full.sender(), meeting.receiver(), deaf.sender());

    private final List<Clause<Integer>> clauses = List.of(
            Select.receive(empty.receiver(), message -> message), Select.receive(meeting.receiver(), message -> message),
            Select.send(full.sender(), 1, () -> 1), Select.send(meeting.sender(), 1, () -> 1),
            Select.send(deaf.sender(), 1, () -> 1));
    private final Selection<Integer> select = Select.of(clauses);

    @BeforeEach
    void fill() throws Exception {
        for (int i = 0; i < 5; i++) {
            full.sender().send(i);
        }
    }

    @AfterEach
    void close() {
        for (Channel<?> channel : List.of(empty, full, meeting, deaf)) {
            channel.sender().close();
            channel.receiver().close();
        }
    }

    @Test
    void aMillionRunsOfOne() throws Exception {
        assertLeavesNothing(1_000_000, () -> select.trySelect(NO_TIME));
    }

    @Test
    void manyThatAreRunOnce() throws Exception {
        List<Clause<Integer>> limited = limited(NO_TIME);
        assertLeavesNothing(300_000, () -> Select.<Integer>select(limited));
    }

    @Test
    void hundredsThatSleep() throws Exception {
        List<Clause<Integer>> limited = limited(MOMENT);
        Task<Void> task = Task.start(() -> {
            assertLeavesNothing(500, () -> select.trySelect(MOMENT));
            assertLeavesNothing(500, () -> Select.<Integer>selectInOrder(limited));
            return null;
        });
        task.awaitBlocked().get();
    }

    /** Who comes later leaves from behind them. */
    @Test
    void manyBesideOthersWhoWaitOn() throws Exception {
        Task<Integer> receiving = Task.start(empty.receiver()::receive).awaitBlocked();
        Task<Boolean> sending = Task.start(() -> full.sender().trySend(1, Duration.ofHours(1))).awaitBlocked();
        assertHeapStays(300_000, () -> select.trySelect(NO_TIME));
        empty.sender().send(7);
        assertEquals(7, receiving.get());
        assertEquals(0, full.receiver().receive());
        assertTrue(sending.get());
        assertTrue(ends.stream().allMatch(Inside::isLeft));
    }

    private List<Clause<Integer>> limited(Duration limit) {
        List<Clause<Integer>> limited = new ArrayList<>(clauses);
        limited.add(Select.timeout(limit, () -> null));
        return limited;
    }

    /** The channels take no more than after the first of these runs. */
    private void assertLeavesNothing(int runs, Callable<Integer> run) throws Exception {
        many(10, run);
        long bytes = Inside.bytes(ends);
        assertHeapStays(runs, run);
        long more = Inside.bytes(ends) - bytes;
        assertTrue(more <= 0, () -> more + " bytes more");
        assertTrue(ends.stream().allMatch(Inside::isLeft));
    }

    private static void assertHeapStays(int runs, Callable<Integer> run) throws Exception {
        many(runs / 100, run);
        long before = Heap.used();
        many(runs, run);
        Await.until(() -> Heap.used() - before < 1_000_000, "the heap is as it was");
    }

    private static void many(int runs, Callable<Integer> run) throws Exception {
        for (int i = 0; i < runs; i++) {
            assertNull(run.call());
        }
    }
}
