package dev.leat.channels.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads that begin a run at the same time, when it is time for a new order, do not make it together. */
public class TurnsTest {
    private static final int SIZE = 4;

    @JCStressTest
    @Outcome(id = "15", expect = ACCEPTABLE, desc = "All are there, each once.")
    @Outcome(expect = FORBIDDEN, desc = "One is missing, as long as this order lasts.")
    @State
    public static class NewOrder {
        final Turns turns = new Turns(SIZE);

        public NewOrder() {
            turns.begin();
            for (int i = 0; i < 2 * Turns.ROUNDS * SIZE; i++) { // the second order is over, and the first one is spare
                turns.begin();
            }
        }

        @Actor
        public void one() {
            turns.begin();
        }

        @Actor
        public void other() {
            turns.begin();
        }

        @Arbiter
        public void order(I_Result r) {
            int place = turns.begin();
            int length = turns.length();
            for (int tried = 0; tried < SIZE; tried++) {
                r.r1 |= 1 << turns.get(place);
                place = turns.next(place, length);
            }
        }
    }
}
