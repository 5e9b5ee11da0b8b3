package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
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
        assertTrue(all.contains(turns.get(Turns.BY_CHANCE, 0)));
        for (int round = 0; round < 40; round++) {
            var first = new HashSet<Integer>();
            for (int run = 0; run < size; run++) {
                int begin = turns.begin();
                assertEquals(size, turns.tries(begin));
                first.add(turns.get(begin, 0));
                assertEquals(all,
                        IntStream.range(0, size).mapToObj(tried -> turns.get(begin, tried)).collect(Collectors.toSet()));
            }
            assertEquals(all, first);
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
            counts.merge(IntStream.range(0, 4).mapToObj(tried -> "" + turns.get(begin, tried)).collect(Collectors.joining()),
                    1, Integer::sum);
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
            assertEquals(size, IntStream.range(0, size).map(tried -> turns.get(begin, tried)).distinct().count());
        }
    }

    private static void begin(Turns turns, int runs) {
        for (int i = 0; i < runs; i++) {
            turns.begin();
        }
    }
}
