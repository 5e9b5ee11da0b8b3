package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads that all offer both sides on two rendezvous channels and wait for ever: nobody is left behind. */
class SelectStormTest extends StressContract implements Unbounded {
    private static final int MEETINGS = 5_000;

    /** An even number of selects, each run by whoever comes: so the last two can always meet. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 16})
    void allPairUp(int threads) {
        rounds(2, random -> {
            Channel<Numbered> a = Channels.rendezvous();
            Channel<Numbered> b = Channels.rendezvous();
            AtomicInteger selects = new AtomicInteger(2 * MEETINGS);
            int[] sent = new int[threads];
            List<Task<List<Numbered>>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int id = i;
                SplittableRandom own = random.split();
                tasks.add(start(() -> pairUp(id, List.of(a, b), selects, sent, own)));
            }
            assertArrayEquals(sent, Ledger.count(threads, results(tasks)));
            int meetings = 0;
            for (int one : sent) {
                meetings += one;
            }
            assertEquals(MEETINGS, meetings);
            for (Channel<Numbered> channel : List.of(a, b)) {
                channel.sender().close();
                channel.receiver().close();
            }
        });
    }

    private static List<Numbered> pairUp(int id, List<Channel<Numbered>> channels, AtomicInteger selects, int[] sent,
            SplittableRandom random) throws Exception {
        List<Numbered> received = new ArrayList<>();
        while (selects.getAndDecrement() > 0) {
            List<Clause<Boolean>> clauses = new ArrayList<>();
            for (Channel<Numbered> channel : channels) {
                clauses.add(Select.send(channel.sender(), Numbered.of(id, sent[id]), () -> ++sent[id] > 0));
                clauses.add(Select.receive(channel.receiver(), received::add));
            }
            Collections.shuffle(clauses, new Random(random.nextLong()));
            if (random.nextBoolean()) {
                Select.<Boolean>select(clauses);
            } else {
                Select.<Boolean>selectInOrder(clauses);
            }
        }
        return received;
    }
}
