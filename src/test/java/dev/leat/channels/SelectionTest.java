package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selects that are made once and run many times; fairness; bad input. */
@Timeout(60)
class SelectionTest {
    private final Channel<Integer> a = Channels.unbounded();
    private final Channel<Integer> b = Channels.bounded(1);
    /** To be closed. */
    private final List<Channel<Integer>> open = new ArrayList<>(List.of(a, b));

    @AfterEach
    void close() {
        for (var channel : open) {
            channel.sender().close();
            channel.receiver().close();
        }
    }

    private Clause<Integer> receive(Channel<Integer> channel) {
        return Select.receive(channel.receiver(), message -> message);
    }

    @Test
    void runsManyTimes() throws Exception {
        var next = Select.ofInOrder(receive(b), receive(a));
        assertNull(next.trySelect());
        assertNull(next.trySelect(Duration.ZERO));
        assertNull(next.trySelect(Duration.ofMillis(1)));
        a.sender().send(1);
        b.sender().send(2);
        assertEquals(2, next.select());
        assertEquals(1, next.trySelect(Duration.ofHours(1)));
        var waiting = Task.start(next::select).awaitBlocked();
        a.sender().send(3);
        assertEquals(3, waiting.get());
    }

    @Test
    void manyThreadsMayRunOne() throws Exception {
        int messages = 20_000;
        var next = Select.of(List.of(receive(a).untilDisconnected(), receive(b).untilDisconnected()));
        var sums = new ArrayList<Task<Long>>();
        for (int i = 0; i < 4; i++) {
            sums.add(Task.start(() -> {
                long sum = 0;
                try {
                    while (true) {
                        sum += next.select();
                    }
                } catch (DisconnectedException end) {
                    return sum;
                }
            }));
        }
        for (int i = 1; i <= messages; i++) {
            (i % 8 == 0 ? b : a).sender().send(i);
        }
        a.sender().close();
        b.sender().close();
        long sum = 0;
        for (var task : sums) {
            sum += task.get();
        }
        assertEquals(messages * (messages + 1L) / 2, sum);
    }

    @Test
    void aSupplierIsAskedOnceARun() throws Exception {
        var asked = new AtomicInteger();
        Clause<Integer> send = Select.sendFrom(b.sender(), asked::incrementAndGet, () -> 0);
        var next = Select.ofInOrder(receive(a), send);
        a.sender().send(9);
        assertEquals(9, next.select());
        assertEquals(0, next.select());
        assertEquals(2, asked.get());
        assertNull(next.trySelect());
        assertEquals(3, asked.get());
        var waiting = Task.start(next::select).awaitBlocked();
        assertEquals(2, b.receiver().receive());
        assertEquals(0, waiting.get());
        assertEquals(4, b.receiver().receive());
        assertEquals(4, asked.get());
    }

    @Test
    void aSupplierThatFailsChangesNothing() throws Exception {
        assertNothingHappens(() -> null, NullPointerException.class);
        assertNothingHappens(() -> {
            throw new IllegalCallerException();
        }, IllegalCallerException.class);
    }

    @Test
    void aSupplierThatClosesAClausesHandleEndsTheSelect() throws Exception {
        Sender<Integer> other = b.sender().duplicate(); // so that the channel itself is open
        a.sender().send(1);
        var next = Select.of(receive(a), Select.sendFrom(b.sender(), () -> {
            b.sender().close();
            return 2;
        }, () -> 0));
        assertThrows(IllegalStateException.class, next::select);
        assertEquals(1, a.receiver().receive());
        assertTrue(b.receiver().isEmpty());
        other.close();
    }

    private void assertNothingHappens(Supplier<Integer> supplier, Class<? extends Throwable> expected) throws Exception {
        a.sender().send(1);
        var next = Select.of(receive(a), Select.sendFrom(b.sender(), supplier, () -> 0));
        assertThrows(expected, next::select);
        assertThrows(expected, next::trySelect);
        assertEquals(1, a.receiver().receive());
        assertTrue(b.receiver().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void allThatAreReadyAreChosenAboutEquallyOften(int clauses) throws Exception {
        int rounds = 3_000 * clauses;
        var counts = new int[clauses];
        var all = new ArrayList<Clause<Integer>>();
        for (int i = 0; i < clauses; i++) {
            int index = i;
            if (i % 2 == 0) {
                var full = made();
                for (int k = 0; k < rounds; k++) {
                    full.sender().send(k);
                }
                all.add(Select.receive(full.receiver(), message -> index));
            } else {
                all.add(Select.send(made().sender(), 1, () -> index));
            }
        }
        var next = Select.of(all);
        for (int i = 0; i < rounds; i++) {
            counts[next.select()]++;
        }
        for (int count : counts) {
            assertTrue(Math.abs(count - 3_000) < 500, () -> count + " times of 3000"); // more than 9 standard deviations
        }
    }

    /** Who goes on behind an idle clause must not prefer the next one. */
    @Test
    void thoseThatAreReadyAreChosenEquallyOftenBesideIdleOnes() throws Exception {
        int rounds = 60_000;
        var clauses = new ArrayList<Clause<Integer>>();
        var counts = new int[5];
        for (int i = 0; i < 5; i++) {
            int index = i;
            var channel = made();
            for (int k = 0; k < 2 * rounds && i < 2; k++) {
                channel.sender().send(k);
            }
            clauses.add(Select.receive(channel.receiver(), message -> index));
        }
        var next = Select.of(clauses);
        for (int i = 0; i < rounds; i++) {
            counts[next.select()]++;
            counts[2 + Select.<Integer>select(clauses)]++;
        }
        for (int i = 0; i < 4; i++) { // 490 is a standard deviation: an order is good for 80 runs; of single ones 122
            assertTrue(Math.abs(counts[i] - 30_000) < 3_500, () -> Arrays.toString(counts));
        }
    }

    /** The turns must not be in step with what is ready when: one would never be done. */
    @Test
    void thoseThatAreReadyInEachSecondRunAreChosenEquallyOften() throws Exception {
        int rounds = 64_000;
        var channels = List.of(made(), made(), made(), made());
        var counts = countsWhenAllAreReady(channels, rounds, (round, i) -> round % 2 == 1 || i < 2);
        for (int count : counts) { // 253 is a standard deviation
            assertTrue(Math.abs(count - 8_000) < 1_700, () -> Arrays.toString(counts));
        }
    }

    /** Nor must who stands behind one that is seldom ready be preferred. */
    @Test
    void thoseThatAreReadyBesideOneByChanceAreChosenEquallyOften() throws Exception {
        var random = new SplittableRandom();
        var all = new boolean[60_000];
        int ready = 0;
        for (int i = 0; i < all.length; i++) {
            all[i] = random.nextBoolean();
            ready += all[i] ? 1 : 0;
        }
        var counts = countsWhenAllAreReady(List.of(made(), made(), made()), all.length, (round, i) -> all[round] || i < 2);
        int expected = ready / 3;
        for (int count : counts) { // 80 is a standard deviation where each run chooses by chance
            assertTrue(Math.abs(count - expected) < 600, () -> Arrays.toString(counts));
        }
    }

    private interface Readiness {
        boolean isReady(int round, int i);
    }

    private static int[] countsWhenAllAreReady(List<Channel<Integer>> channels, int rounds, Readiness readiness)
            throws InterruptedException {
        int n = channels.size();
        var clauses = new ArrayList<Clause<Integer>>();
        for (int i = 0; i < n; i++) {
            int index = i;
            clauses.add(Select.receive(channels.get(i).receiver(), message -> index));
        }
        var next = Select.of(clauses);
        var counts = new int[n];
        for (int round = 0; round < rounds; round++) {
            int ready = 0;
            for (int i = 0; i < n; i++) {
                channels.get(i).receiver().tryReceive();
                if (readiness.isReady(round, i)) {
                    channels.get(i).sender().send(round);
                    ready++;
                }
            }
            int chosen = next.trySelect();
            counts[chosen] += ready == n ? 1 : 0;
        }
        return counts;
    }

    private Channel<Integer> made() {
        var channel = Channels.<Integer>unbounded();
        open.add(channel);
        return channel;
    }

    /** Who stands behind many that are never ready must not have all their turns. */
    @Test
    void twoThatAreReadyAmongManyIdleOnesAreChosenEquallyOften() throws Exception {
        int runs = 2_000;
        var clauses = new ArrayList<Clause<Integer>>();
        clauses.add(sent(0));
        for (int i = 0; i < 98; i++) {
            clauses.add(receive(made()));
        }
        clauses.add(sent(1));
        for (int attempt = 0; attempt < 5; attempt++) {
            var next = Select.of(clauses);
            int sum = 0;
            for (int run = 0; run < runs; run++) {
                sum += next.select();
            }
            int count = sum; // 89 is a standard deviation at most, see TurnsTest
            assertTrue(Math.abs(count - runs / 2) < 540, () -> count + " times of " + runs);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 100})
    void noneThatStaysReadyIsPassedOverForLong(int clauses) throws Exception {
        var all = new ArrayList<Clause<Integer>>();
        for (int i = 0; i < clauses; i++) {
            all.add(sent(i));
        }
        var next = Select.of(all);
        var last = new int[clauses];
        for (int run = 1; run <= 10_000; run++) {
            last[next.select()] = run;
            for (int i = 0; i < clauses; i++) {
                int passedOver = run - last[i];
                assertTrue(passedOver < 2 * clauses, () -> passedOver + " times");
            }
        }
    }

    /** Else two selects that meet in step could do so for ever. */
    @Test
    void theTurnsBeginAnewByChance() throws Exception {
        var first = new HashSet<Integer>();
        var breaks = 0;
        for (int k = 0; k < 100; k++) {
            var next = Select.of(List.of(sent(0), sent(1), sent(2), sent(3)));
            int before = next.select();
            first.add(before);
            var following = new int[4];
            for (int i = 0; i < 300; i++) {
                int chosen = next.select();
                if (chosen != following[before]) {
                    breaks++;
                }
                following[before] = chosen;
                before = chosen;
            }
        }
        assertEquals(Set.of(0, 1, 2, 3), first);
        assertTrue(breaks > 700, breaks + " times in 100 selects"); // of which less than 400 are the first ones
    }

    private Clause<Integer> sent(int index) {
        return Select.send(made().sender(), 1, () -> index);
    }

    @Test
    void aRunAllocatesNothingIfSomethingIsReady() throws Exception {
        var idle = Channels.<Integer>rendezvous();
        open.add(idle);
        var next = Select.of(
                receive(b), Select.sendFrom(b.sender(), () -> 1, () -> 0), receive(idle));
        assertNotNull(next.select());
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int runs = 100_000;
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < runs; i++) {
                next.select();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        long bytes = least;
        // The channel's own cells: less than 5 bytes a message, and a message every other run.
        assertTrue(bytes < 4L * runs, () -> bytes + " bytes in " + runs + " runs");
    }

    @Test
    void whoWaitsForNothingButTimeIsSeenToDoSo() throws Exception {
        var waiting = Task.start(Select.<Integer>of(Select.timeout(Duration.ofHours(1), () -> 1))::select).awaitBlocked();
        var blocker = LockSupport.getBlocker(waiting.thread());
        assertTrue(blocker.toString().startsWith("never channel@"), blocker::toString);
        waiting.interrupt();
        assertThrows(InterruptedException.class, waiting::get);
    }

    @Test
    void clausesSayWhatTheyAre() {
        var channel = a.receiver().toString().replaceFirst("receiver of ", "");
        assertEquals("receive from " + channel, receive(a).toString());
        assertEquals("receive from " + channel, receive(a).untilDisconnected().toString());
        assertEquals("send to " + channel, Select.send(a.sender(), 42, () -> 1).toString());
        assertEquals("send to " + channel, Select.sendFrom(a.sender(), () -> 42, () -> 1).toString());
        assertEquals("end of the receivers of " + channel, Select.disconnected(a.sender(), () -> 1).toString());
        assertEquals("timeout of PT1S", Select.timeout(Duration.ofSeconds(1), () -> 1).toString());
        assertEquals("otherwise", Select.otherwise(() -> 1).toString());
    }

    // Bad input, of which nothing is done

    @Test
    void badInputChangesNothing() throws Exception {
        a.sender().send(1);
        Clause<Integer> good = receive(a);
        Clause<Integer> limit = Select.timeout(Duration.ZERO, () -> 0);
        Clause<Integer> otherwise = Select.otherwise(() -> 0);
        var holed = new ArrayList<Clause<Integer>>();
        holed.add(good);
        holed.add(null);
        List<Callable<?>> nulls = List.of(
                () -> Select.receive(null, message -> message),
                () -> Select.receive(a.receiver(), null),
                () -> Select.send(null, 1, () -> 1),
                () -> Select.send(a.sender(), null, () -> 1),
                () -> Select.send(a.sender(), 1, null),
                () -> Select.sendFrom(null, () -> 1, () -> 1),
                () -> Select.sendFrom(a.sender(), null, () -> 1),
                () -> Select.sendFrom(a.sender(), () -> 1, null),
                () -> Select.disconnected(null, () -> 1),
                () -> Select.disconnected(a.sender(), null),
                () -> Select.timeout(null, () -> 1),
                () -> Select.timeout(Duration.ZERO, null),
                () -> Select.otherwise(null),
                () -> good.onDisconnect(null),
                () -> limit.onDisconnect(null),
                () -> Select.<Integer>select(good, null),
                () -> Select.<Integer>selectInOrder(good, null),
                () -> Select.<Integer>select(holed),
                () -> Select.<Integer>selectInOrder(holed),
                () -> Select.<Integer>of(holed),
                () -> Select.<Integer>ofInOrder(holed),
                () -> Select.of(good).trySelect(null),
                () -> Select.of(good, limit).trySelect(null));
        for (int i = 0; i < nulls.size(); i++) {
            assertThrows(NullPointerException.class, nulls.get(i)::call, "call " + i);
        }
        List<Callable<?>> wrongs = List.of(
                () -> Select.<Integer>select(),
                () -> Select.<Integer>selectInOrder(),
                () -> Select.<Integer>select(List.of()),
                () -> Select.<Integer>selectInOrder(List.of()),
                () -> Select.<Integer>of(),
                () -> Select.<Integer>ofInOrder(List.of()),
                () -> Select.<Integer>select(good, limit, otherwise),
                () -> Select.<Integer>selectInOrder(good, otherwise, otherwise),
                () -> Select.<Integer>of(limit, good, limit),
                () -> limit.onDisconnect(end -> 0),
                () -> otherwise.untilDisconnected(),
                () -> Select.disconnected(a.sender(), () -> 0).onDisconnect(end -> 1),
                () -> Select.disconnected(a.sender(), () -> 0).untilDisconnected(),
                () -> Select.of(good, limit).trySelect(),
                () -> Select.of(good, otherwise).trySelect(Duration.ofHours(1)));
        for (int i = 0; i < wrongs.size(); i++) {
            assertThrows(IllegalArgumentException.class, wrongs.get(i)::call, "call " + i);
        }
        assertEquals(1, a.receiver().size());
        a.receiver().close();
        assertThrows(IllegalArgumentException.class, () -> Select.<Integer>select(good, limit, otherwise));
        assertThrows(NullPointerException.class, () -> Select.<Integer>select(good, null));
    }
}
