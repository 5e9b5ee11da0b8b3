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

    /** How often each one comes first before there is a new order: so the order costs a random number in 16 runs. */
    static final int ROUNDS = 16;

    /** Where a run begins that has no order. */
    static final int BY_CHANCE = -1;

    /**
     * So many are tried by chance in a run that has no order, the first one: one of them that is ready is any of the ready
     * ones with the same probability, and if none is, all are looked at. So who selects only once needs no order.
     */
    private static final int TRIES_BY_CHANCE = 4;

    private final int size;
    private boolean begun;
    private int turn;
    private int left; // runs with this order

    private volatile int[] order; // made by the second run
    private volatile boolean making;
    private int[] spare; // the maker's

    Turns(int size) {
        this.size = size;
    }

    /** Begins a run. Returns where. */
    int begin() {
        if (left > 0) {
            left--;
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
                left = ROUNDS * size - 1;
            } finally {
                making = false;
            }
        }
    }

    private void makeOrder() {
        var random = ThreadLocalRandom.current();
        int[] next = spare != null ? spare : new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            next[i] = next[other];
            next[other] = i;
        }
        spare = order;
        order = next;
    }

    /** Returns how many to try. */
    int tries(int begin) {
        return begin == BY_CHANCE ? TRIES_BY_CHANCE : size;
    }

    /** Returns the one to try after some others of the same run. */
    int get(int begin, int tried) {
        int[] now = order;
        if (begin == BY_CHANCE || now == null) { // another thread is just making the first one
            return ThreadLocalRandom.current().nextInt(size);
        }
        int place = begin + tried;
        return now[place < size ? place : place - size];
    }

    private static final VarHandle MAKING = Fields.handle(MethodHandles.lookup(), "making", boolean.class);
}
