package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A piece of the linked engine's endless array of cells: those with the indexes from {@code base} on.
 *
 * <p>What a cell may hold, and when, is told by {@link LinkedEngine}.
 */
final class Segment {
    /*
     * Growth: a channel made for one request needs few cells, a busy one many, so segments grow from 8 to 128 cells.
     * At 128 the segment's own 48 bytes are 0.4 bytes per message. Transfer, 1:1 (JDK 25, 2 processors far from each other,
     * messages a us, medians of three forks in turn), with 32, 128 and 512 cells: 78, 81, 78; Bounded, 4,096: 48 with 128, 41
     * with 512. First ones of 4 and 16 cells, or twice and sixteen times as many in each next one, are alike (Create 304 to 314
     * ns, Burst 5.7 to 6.0 us, virtual threads).
     */
    private static final int FIRST = 8;
    private static final int GROWTH = 4;
    static final int LARGEST = 128;

    /**
     * New cells are copies of these, and so written: ZGC takes a null that was never written for one of unknown colour, and sees
     * to it by a CAS of its own before the first CAS of each cell. Transfer with that collector, platform threads, 1:1 and 4:4,
     * messages a us, in turn: 29 and 29; with copies 64 and 42. With G1 67 and 44, both ways.
     */
    private static final Object[] NULLS = new Object[LARGEST];

    final long base;
    final Object[] cells;
    /** What an empty cell holds: this segment if the cells are used again, null if not. */
    private final Object empty;
    private volatile Segment next; // itself, when the receivers have passed it

    private Segment(long base, int length) {
        this.base = base;
        this.cells = Arrays.copyOf(NULLS, length);
        this.empty = null;
    }

    private Segment(long base, Object[] usedAgain) {
        this.base = base;
        this.cells = usedAgain;
        this.empty = this;
        Arrays.fill(usedAgain, this);
    }

    static Segment first() {
        return new Segment(0, FIRST);
    }

    /** The index after the last one of this segment. */
    long end() {
        return base + cells.length;
    }

    /** Returns the next segment; null if there is none yet; this segment if it was unlinked. */
    Segment next() {
        return next;
    }

    /** Returns the next segment, made if there is none yet; this segment if it was unlinked. */
    Segment nextOrNew(Spares spares) {
        Segment n = next;
        if (n == null) {
            int length = Math.min(cells.length * GROWTH, LARGEST);
            Object[] usedAgain = spares.take(length);
            var made = usedAgain != null ? new Segment(end(), usedAgain) : new Segment(end(), length);
            n = (Segment) NEXT.compareAndExchange(this, (Segment) null, made);
            if (n == null) {
                n = made;
            } else if (usedAgain != null) {
                Arrays.fill(usedAgain, null); // as if taken
                spares.keep(usedAgain);
            }
        }
        return n;
    }

    /**
     * Cuts this segment off the following ones. The collector may have promoted it; if it still referred to them, all
     * that were ever behind it would be promoted too, dead as they are.
     */
    void unlink() {
        next = this;
    }

    Object get(int i) {
        return (Object) CELL.getVolatile(cells, i);
    }

    /** Tells whether that is what an empty cell of this segment holds. */
    boolean isEmpty(Object content) {
        return content == empty;
    }

    /** Fills a cell if it is empty. Returns what was there. */
    Object fill(int i, Object content) {
        return (Object) CELL.compareAndExchange(cells, i, empty, content);
    }

    /**
     * Marks a cell taken and lets go of its message. The mark is null where an empty cell holds something else, and else the
     * array itself, a reference that leads nowhere else: no collector has to follow either.
     *
     * <p>Nor does one have to remember a null: else the parallel one marks a card, which one line of those has for all of a
     * segment and more, and senders write too. Bounded, platform threads, with that collector, messages a us, the array always and
     * this: at 128 1:1 17 and 31, 4:4 18 and 33, at 4,096 31 and 49, 31 and 51; with G1 alike.
     */
    void take(int i) {
        if (empty != null) {
            CELL.setOpaque(cells, i, (Object) null);
        } else {
            CELL.setOpaque(cells, i, (Object) cells);
        }
    }

    /** Tells whether all of some cells that are used again are marked taken, so that nobody is going to write there any more. */
    static boolean areTaken(Object[] usedAgain) {
        for (int i = 0; i < usedAgain.length; i++) {
            if ((Object) CELL.getOpaque(usedAgain, i) != null) {
                return false;
            }
        }
        return true;
    }

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    private static final VarHandle NEXT = Fields.handle(MethodHandles.lookup(), "next", Segment.class);
}
