package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A piece of the unbounded engine's endless array of cells: those with the indexes from {@code base} on.
 *
 * <p>A cell is null until it is published, then a message, then null again when it was received; or it is null until it
 * is {@link #BROKEN} and stays so.
 */
final class Segment {
    /*
     * Growth: a channel made for one request needs few cells, a busy one many, so segments grow from 8 to 128 cells.
     * At 128 the segment's own 60 bytes are half a byte per message; 32 and 512 cells were not measurably slower or faster.
     */
    private static final int FIRST = 8;
    private static final int GROWTH = 4;
    private static final int LARGEST = 128;

    /** In the cell of a send that was too slow: the sender has to claim another one. */
    static final Object BROKEN = new Object();

    final long base;
    final Object[] cells;
    private volatile Segment next; // itself, when the receivers have passed it

    private Segment(long base, int length) {
        this.base = base;
        this.cells = new Object[length];
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
    Segment nextOrNew() {
        Segment n = next;
        if (n == null) {
            var made = new Segment(end(), Math.min(cells.length * GROWTH, LARGEST));
            n = (Segment) NEXT.compareAndExchange(this, (Segment) null, made);
            if (n == null) {
                n = made;
            }
        }
        return n;
    }

    /**
     * Cuts this segment off the following ones. The collector may have promoted it; if it still referred to them, all that were
     * ever behind it would be promoted too, dead as they are.
     */
    void unlink() {
        next = this;
    }

    Object get(int i) {
        return (Object) CELL.getVolatile(cells, i);
    }

    /** Puts a message, or {@link #BROKEN}, into an empty cell. Returns false if the other of the two was first. */
    boolean fill(int i, Object content) {
        return CELL.compareAndSet(cells, i, (Object) null, content);
    }

    /** Lets go of a received message. */
    void clear(int i) {
        CELL.setOpaque(cells, i, (Object) null);
    }

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(Segment.class, "next", Segment.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
