package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Cells of a bounded channel that the receivers have passed, to be used again. So a channel that has once been as full as
 * it gets allocates hardly any more: only who finds the lock taken, or has lost a race for the last spare, does.
 *
 * <p>Why cells can be used again is told at {@link LinkedEngine}.
 */
final class Spares {
    /** Keeps nothing. */
    static final Spares NONE = new Spares(0);

    /*
     * A stack under a lock that nobody waits for: who finds it locked does without. So neither a thread that is stopped
     * here nor an error holds anybody up, and it is needed twice in 128 messages only.
     *
     * Up to 32 arrays of 128 cells are kept: what is queued at a capacity of 4,096, in 17 KB. A larger channel
     * allocates while it is filled beyond that, 4 bytes a message, and is smaller when it is empty. (The rate is the same: 52
     * messages a us at 4,096 with 32 arrays, 53 with 8.)
     *
     * The receiver that has passed cells looks whether they are taken: it has just had their lines, or most of them. Only if
     * some were not yet, the sender looks again. Bounded at 4,096, 1:1 (JDK 25, 2 processors far from each other, messages a us,
     * medians of four forks in turn), where the sender looks, and where the receiver does: 45 and 50, virtual threads 46 and 54;
     * at 1,000 47 and 51; at 128, and at 4:4, alike.
     */
    private static final int MOST = 32;

    private final Object[][] arrays;
    /** Of which it was seen that all their cells were taken: so by all who have the lock later. */
    private final boolean[] settled;
    private int count;
    private volatile boolean locked;

    private Spares(int room) {
        arrays = new Object[room][];
        settled = new boolean[room];
    }

    static Spares of(int capacity) {
        return new Spares(Math.min(capacity / Segment.LARGEST + 1, MOST));
    }

    /** Keeps the cells of a segment that the receivers have passed, some of which may be just about to mark them taken. */
    void keep(Object[] cells) {
        if (!keeps(cells.length)) {
            return;
        }
        boolean taken = Segment.areTaken(cells);
        if (lock()) {
            if (count < arrays.length) {
                settled[count] = taken;
                arrays[count++] = cells;
            }
            locked = false;
        }
    }

    /** Tells whether it keeps cells that are so many. */
    private boolean keeps(int length) {
        return length == Segment.LARGEST && arrays.length > 0;
    }

    /** Returns so many cells that all are taken, for good, or new; null if so many are not kept. */
    Object[] take(int length) {
        if (!keeps(length)) {
            return null;
        }
        Object[] cells = null;
        boolean taken = false;
        if (lock()) {
            if (count > 0) {
                cells = arrays[--count];
                arrays[count] = null;
                taken = settled[count];
            }
            locked = false;
        }
        // If a receiver is stopped between taking a message and marking its cell, these are left to the collector.
        return cells != null && (taken || Segment.areTaken(cells)) ? cells : new Object[length];
    }

    private boolean lock() {
        return !locked && LOCKED.compareAndSet(this, false, true);
    }

    private static final VarHandle LOCKED = Fields.handle(MethodHandles.lookup(), "locked", boolean.class);
}
