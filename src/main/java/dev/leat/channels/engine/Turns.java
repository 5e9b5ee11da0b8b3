package dev.leat.channels.engine;

import java.util.concurrent.ThreadLocalRandom;

/** In which order several are tried, so that each of those that are ready has the same probability to be done. */
final class Turns {
    /*
     * The first that is ready, in an order by chance, is any of those that are ready, with the same probability. But a new
     * order for each run costs more than what is done then. So one order by chance is used for a while, and each run begins
     * one place further. That is an order by chance too, for each run by itself, since where it begins does not depend on
     * what was ready, nor on what was done. And who stays ready comes first in one run of as many as there are.
     *
     * What was wrong before: to go on behind the one that was done last. That prefers who stands behind one that is seldom
     * ready; and if now and then a run chose by chance, it could be in step with its caller, so that one that was ready in
     * each second run was never done (TurnsTest).
     *
     * Measured on JDK 25 with 2 processors: see Chooser.
     */

    /** How often each one comes first before there is a new order: so the order costs a random number in 16 runs. */
    private static final int ROUNDS = 16;

    /** Where a run begins that has no order. */
    static final int BY_CHANCE = -1;

    /**
     * So many are tried by chance in a run that has no order, the first one: one of them that is ready is any of the ready
     * ones with the same probability, and if none is, all are looked at. So who selects only once needs no order.
     */
    private static final int TRIES_BY_CHANCE = 4;

    // Plain: threads that use it together may see an order that is just being made, or take the same turn. Then one may be
    // tried twice and another one not, which is then looked at with all the others.
    private final int size;
    private boolean begun;
    private int[] order; // made by the second run
    private int left;
    private int turn;

    Turns(int size) {
        this.size = size;
    }

    /** Begins a run. Returns where. */
    int begin() {
        if (left > 0) {
            left--;
            int next = turn + 1;
            turn = next < size ? next : 0;
        } else if (begun) {
            shuffle();
            left = ROUNDS * size - 1;
            turn = 0;
        } else {
            begun = true;
            return BY_CHANCE;
        }
        return turn;
    }

    private void shuffle() {
        var random = ThreadLocalRandom.current();
        int[] next = order == null ? new int[size] : order;
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            next[i] = next[other];
            next[other] = i;
        }
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
}
