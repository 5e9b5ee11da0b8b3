package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * The cells of a bounded channel are used again, and who comes late, from their earlier life, does no harm: it fills none of
 * them, takes nothing out of them, and believes nothing that it reads there (LinkedEngine: cells with a second life).
 *
 * <p>Segments end behind 8, 40, 168, 296, 424 cells and so on. The first cells that are used again are those from 40 on, as
 * those from 296 on; each race begins shortly before these.
 */
public class SecondLifeTest {
    /** As many cells as a segment has that is used again. */
    private static final int SEGMENT = 128;

    /** Every message is its sender's number times a thousand and a number that counts up. */
    private static final int THOUSAND = 1000;

    /** A channel that has come to where cells are used again, and holds some messages of sender 0. */
    abstract static class Reused extends BoundedState {
        private final int queued;
        private final int capacity;

        Reused(int queued, int capacity) {
            super(capacity, 0);
            this.queued = queued;
            this.capacity = capacity;
            for (int n = 0; n < 280; n++) {
                trySend(sender, 0);
                tryReceive(receiver);
            }
            for (int n = 1; n <= queued; n++) {
                trySend(sender, n);
            }
        }

        /** Sends one and receives one, in turns. Returns what was received, or why there is nothing. */
        final List<Object> laps(int self, int laps) {
            var received = new ArrayList<Object>(laps);
            for (int n = 1; n <= laps; n++) {
                Object answer = trySend(sender, self * THOUSAND + n);
                received.add(answer == "sent" ? tryReceive(receiver) : answer);
            }
            return received;
        }

        /** Goes on over the cells that may have been harmed, then fills the channel and empties it. */
        final String goOn(int laps, List<Object> first, List<Object> second) {
            var third = laps(3, 2 * SEGMENT);
            int room = 0;
            while (trySend(sender, 4 * THOUSAND + room + 1) == "sent") {
                room++;
            }
            var rest = new ArrayList<Object>();
            do {
                rest.add(tryReceive(receiver));
            } while (rest.get(rest.size() - 1) instanceof Integer);
            rest.remove("nothing");
            String books = books(queued + 2 * laps + 2 * SEGMENT + room, List.of(first, second, third, rest));
            return room == capacity - queued ? books : books + ", room for " + room;
        }
    }

    /** Tells whether each message was received once, and in the order of its sender. */
    static String books(int sent, List<List<Object>> receivers) {
        var seen = new BitSet();
        for (var received : receivers) {
            int[] last = {0, THOUSAND, 2 * THOUSAND, 3 * THOUSAND, 4 * THOUSAND};
            for (Object answer : received) {
                if (!(answer instanceof Integer message)) {
                    return "not a message: " + (answer instanceof String ? answer : answer.getClass());
                }
                int sender = message / THOUSAND;
                if (message <= last[sender]) {
                    return "out of order";
                }
                last[sender] = message;
                if (seen.get(message)) {
                    return "twice";
                }
                seen.set(message);
            }
        }
        return seen.cardinality() == sent ? "each once, in order" : "lost";
    }

    /** So many messages are queued that the cells that the receivers leave are those that the senders come to next. */
    @JCStressTest
    @Outcome(id = "each once, in order", expect = ACCEPTABLE, desc = "As if all cells were new.")
    @Outcome(expect = FORBIDDEN, desc = "A late thread did harm, or mistook what it found.")
    @State
    public static class AtOnce extends Reused {
        private static final int LAPS = 16;

        private List<Object> first;
        private List<Object> second;

        public AtOnce() {
            super(SEGMENT - 4 + ThreadLocalRandom.current().nextInt(4), SEGMENT + 1);
        }

        @Actor
        public void lap() {
            together(2);
            first = laps(1, LAPS);
        }

        @Actor
        public void lapToo() {
            together(2);
            second = laps(2, LAPS);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = goOn(LAPS, first, second);
            close();
        }
    }

    /**
     * One thread may stop while the other one passes all cells of the segment, and comes again to those where it stopped.
     */
    @JCStressTest
    @Outcome(id = "each once, in order", expect = ACCEPTABLE, desc = "As if all cells were new.")
    @Outcome(expect = FORBIDDEN, desc = "A late thread did harm, or mistook what it found.")
    @State
    public static class Later extends Reused {
        private static final int LAPS = 200;

        private List<Object> first;
        private List<Object> second;

        public Later() {
            super(0, 2);
        }

        @Actor
        public void lap() {
            together(2);
            first = laps(1, LAPS);
        }

        @Actor
        public void lapToo() {
            together(2);
            second = laps(2, LAPS);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = goOn(LAPS, first, second);
            close();
        }
    }

    /** The mark of the end lies in the cell, in its second life, at which a receiver may have stopped in the first. */
    @JCStressTest
    @Outcome(id = "each once, in order", expect = ACCEPTABLE, desc = "The end came after all messages.")
    @Outcome(expect = FORBIDDEN, desc = "A late receiver was told of an end before the last message.")
    @State
    public static class End extends Reused {
        private List<Object> first;
        private final List<Object> second = new ArrayList<>();

        public End() {
            super(0, 4 * SEGMENT);
        }

        @Actor
        public void lapAndClose() {
            together(2);
            first = laps(1, 2 * SEGMENT - 1);
            first.removeIf(answer -> answer == "nothing"); // the other one has it
            trySend(sender, THOUSAND + 2 * SEGMENT);
            sender.close();
        }

        @Actor
        public void receive() {
            together(2);
            Object answer;
            do {
                answer = tryReceive(receiver);
                if (answer != "nothing" && answer != "end") {
                    second.add(answer);
                }
            } while (answer != "end");
        }

        @Arbiter
        public void end(L_Result r) {
            String left = drain(receiver);
            r.r1 = left.equals("end") ? books(2 * SEGMENT, List.of(first, second)) : "left: " + left;
            close();
        }
    }
}
