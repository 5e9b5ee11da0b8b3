package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

/** In which order several are tried, so that each of those that are ready has the same probability to be done. */
final class Turns {
    /*
     * The first that is ready, in an order by chance, is any of those that are ready, with the same probability. But a new
     * order for each run costs more than what is done then. So one order by chance is used for a while, and each run begins
     * one place further. That is an order by chance too, for each run by itself, since where it begins does not depend on
     * what was done; and who stays ready comes first in one run of as many as there are. But the runs with one order depend
     * on each other: one that is ready or not by what was chosen just before may be chosen more often, when it is ready, or
     * less often than by chance. (To begin each round of the runs at a place by chance makes that less, and costs a tenth
     * with 4 clauses, a fifth at 128: not done.)
     *
     * From where it begins a run goes on in STEPS of a length by chance, which is used for some runs. With the next places
     * in turn, one that is ready behind many that are not would be done by all the runs that begin at these: of two among a
     * hundred, one was done 97 times in a row. The places are those up to a prime number, of which the last ones are left
     * out; so steps of any length come to all of them, and of two that are ready each comes first with half of the lengths,
     * wherever a run begins but at one of them. (Of three that is not so: there the orders see to it.) Without and with such
     * steps (JDK 25, 2 processors far from each other, messages a us, medians of a fork each): SelectUnbounded, 4 channels
     * 52 and 52 (virtual 59 and 55), 64 channels 22.8 and 20.5; SelectBounded, 4 channels 18.7 and 16.7 (virtual 18.4 and
     * 18.6). A length for 64 runs is no faster.
     *
     * What was wrong before: to go on behind the one that was done last. That prefers who stands behind one that is seldom
     * ready; and if now and then a run chose by chance, it could be in step with its caller, so that one that was ready in
     * each second run was never done (SelectionTest, MergeTest).
     *
     * Measured on JDK 25 with 2 processors: see Chooser.
     *
     * Threads may use it together. They take their turns without any agreement: two may take the same one, or skip one. But
     * an order is made by one of them alone, in an array that nobody uses, and published when it is done. (When all made it
     * together, in place, some were there twice and others not at all, for as long as that order lasted.) Who comes
     * meanwhile uses the one before: so nobody waits, and a thread that is stopped in here costs no more than new orders.
     * Whose run another one's new order comes into may try one twice in that run, and another one not; that one is looked
     * at with all others if nothing was done. (jcstress: TurnsTest.)
     */

    /**
     * How often each one comes first before there is a new order: so the order costs a random number in 16 runs. 4 and 64, in
     * SelectUnbounded over 4 channels, messages a us: 43.7, 43.0 and 46.8 (platform), 47.0, 43.9 and 48.7 (virtual); but the longer
     * it lasts the less is left to chance.
     */
    static final int ROUNDS = 16;

    /** For how many runs a length of steps is used, a power of two: so it costs another random number in 16 runs. */
    private static final int RUNS_PER_LENGTH = 16;

    /** Where a run begins that has no order. */
    static final int BY_CHANCE = -1;

    /**
     * So many are tried by chance in a run that has no order, the first one: one of them that is ready is any of the ready
     * ones with the same probability, and if none is, all are looked at. So who selects only once needs no order.
     *
     * <p>SelectReady, made each time, 2 and 16 channels (JDK 25, 2 processors, ns, three forks in turn), with 2, 4 and 8: 112 and
     * 362, 102 and 352, 105 and 364; 256 channels alike.
     */
    private static final int TRIES_BY_CHANCE = 4;

    private final int size;
    /** The first prime number that is not less than the size. */
    private final int prime;
    private boolean begun;
    private int turn;
    private int left; // runs with this order
    private int length = 1;

    private volatile int[] order; // made by the second run
    private volatile boolean making;
    private int[] spare; // the maker's

    Turns(int size) {
        this.size = size;
        int least = Math.max(size, 2);
        while (!isPrime(least)) {
            least++;
        }
        this.prime = least;
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /** Begins a run. Returns where. */
    int begin() {
        int runs = left;
        if (runs > 0) {
            left = runs - 1;
            if (runs % RUNS_PER_LENGTH == 0) {
                renewLength();
            }
        } else if (begun) {
            renew();
        } else {
            begun = true;
            return BY_CHANCE;
        }
        int next = turn + 1;
        if (next >= size) {
            next = 0;
        }
        turn = next;
        return next;
    }

    private void renew() {
        if (!making && MAKING.compareAndSet(this, false, true)) {
            try {
                makeOrder();
                renewLength();
                left = ROUNDS * size - 1;
            } finally {
                making = false;
            }
        }
    }

    private void renewLength() {
        length = 1 + ThreadLocalRandom.current().nextInt(prime - 1);
    }

    private void makeOrder() {
        var random = ThreadLocalRandom.current();
        int[] next = spare != null ? spare : new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            next[i] = next[other];
            next[other] = i;
        }
        spare = order != null ? order : new int[size]; // so that no later run allocates
        order = next;
    }

    /** Returns the length of the steps of a run that begins now. */
    int length() {
        return length;
    }

    /** Returns how many to try. */
    int tries(int begin) {
        return begin == BY_CHANCE ? TRIES_BY_CHANCE : size;
    }

    /** Returns the one to try at a place. */
    int get(int place) {
        int[] now = order;
        if (place == BY_CHANCE || now == null) { // another thread is just making the first one
            return ThreadLocalRandom.current().nextInt(size);
        }
        return now[place];
    }

    /** Returns the place that a run comes to after another one. */
    int next(int place, int steps) {
        if (place == BY_CHANCE) {
            return BY_CHANCE;
        }
        int next = place;
        do {
            next += steps;
            if (next >= prime) {
                next -= prime;
            }
        } while (next >= size);
        return next;
    }

    private static final VarHandle MAKING = Fields.handle(MethodHandles.lookup(), "making", boolean.class);
}
