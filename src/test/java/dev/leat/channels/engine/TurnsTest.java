package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 64, 100})
    void eachRunTriesAllAndEachComesFirstOnceInAsManyRunsAsThereAre(int size) {
        Set<Integer> all = IntStream.range(0, size).boxed().collect(Collectors.toSet());
        var turns = new Turns(size);
        assertEquals(Turns.BY_CHANCE, turns.begin());
        assertTrue(all.contains(turns.get(Turns.BY_CHANCE)));
        assertEquals(Turns.BY_CHANCE, turns.next(Turns.BY_CHANCE, turns.length()));
        for (int round = 0; round < 40; round++) {
            var first = new HashSet<Integer>();
            for (int run = 0; run < size; run++) {
                int begin = turns.begin();
                assertEquals(size, turns.tries(begin));
                first.add(turns.get(begin));
                assertEquals(all, Set.copyOf(tried(turns, begin, size)));
            }
            assertEquals(all, first);
        }
    }

    @Test
    void noRunButTheSecondAllocates() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int attempt = 0; attempt < 2; attempt++) { // the first one is for what is loaded
            var turns = new Turns(8);
            begin(turns, 2);
            long before = threads.getCurrentThreadAllocatedBytes();
            begin(turns, 4 * Turns.ROUNDS * 8);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(attempt == 0 || bytes < 48, () -> bytes + " bytes, and an order takes 48");
        }
    }

    /** 24 orders of 4, each of which comes first 1000 times in 24,000; 31 is a standard deviation. */
    @ParameterizedTest
    @ValueSource(ints = {1, 17, 64, 65, 130}) // the orders last for 64 runs
    void eachOrderIsAsLikely(int run) {
        var counts = new TreeMap<String, Integer>();
        for (int i = 0; i < 24_000; i++) {
            var turns = new Turns(4);
            for (int k = 0; k < run; k++) {
                turns.begin();
            }
            int begin = turns.begin();
            counts.merge(tried(turns, begin, 4).toString(), 1, Integer::sum);
        }
        assertEquals(24, counts.size());
        counts.values().forEach(count -> assertTrue(Math.abs(count - 1_000) < 250, counts::toString));
    }

    /** Two that make an order together make one in which some are missing. */
    @Test
    void threadsThatShareThemMakeWholeOrders() throws Exception {
        int size = 65;
        for (int attempt = 0; attempt < 200; attempt++) {
            var turns = new Turns(size);
            var other = new FutureTask<Void>(() -> {
                begin(turns, 5_000);
                return null;
            });
            var thread = new Thread(other);
            thread.start();
            begin(turns, 5_000);
            other.get(20, TimeUnit.SECONDS);
            thread.join();
            int begin = turns.begin();
            assertEquals(size, Set.copyOf(tried(turns, begin, size)).size());
        }
    }

    /** Of two among many, wherever they stand in the order, neither is before the other one for long. */
    @ParameterizedTest
    @ValueSource(ints = {3, 8, 100, 1_000})
    void ofAnyTwoEachComesFirstAboutAsOften(int size) {
        int runs = 2_000;
        for (int attempt = 0; attempt < 10; attempt++) {
            var turns = new Turns(size);
            turns.begin();
            int first = 0;
            for (int run = 0; run < runs; run++) {
                var tried = tried(turns, turns.begin(), size);
                first += tried.indexOf(0) < tried.indexOf(size - 1) ? 1 : 0;
            }
            int count = first; // the length of the steps changes 125 times: 89 is a standard deviation at most
            assertTrue(Math.abs(count - runs / 2) < 540, () -> count + " times of " + runs);
        }
    }

    private static List<Integer> tried(Turns turns, int begin, int size) {
        var tried = new ArrayList<Integer>();
        int place = begin;
        int length = turns.length();
        for (int i = 0; i < size; i++) {
            tried.add(turns.get(place));
            place = turns.next(place, length);
        }
        assertEquals(begin, place);
        return tried;
    }

    private static void begin(Turns turns, int runs) {
        for (int i = 0; i < runs; i++) {
            turns.begin();
        }
    }
}
