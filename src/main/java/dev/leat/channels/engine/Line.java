package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The places of those who wait, in order of arrival: a lock-free linked list. */
abstract class Line {
    /*
     * Michael and Scott's queue ("Simple, Fast, and Practical Non-Blocking and Blocking Concurrent Queue Algorithms",
     * PODC 1996), from which places leave anywhere. A place is appended by one CAS of the last one's link, and is OVER
     * some day, for good. What is over is unlinked: at the front by whoever passes, anywhere by who leaves. The last
     * place stays until another one is appended, for an unlinked last place would take the next one with it.
     *
     * An unlinked place points at itself, for the reason told at Segment.unlink; who stands on it starts again at the
     * head. That must not cut off who is not over: a neighbour p of n that is unlinked at the same time could link n
     * once more. So who unlinks sees a place over first and reads its link afterwards; and n points at itself only if
     * p, after its link was moved past n, was still not over (or the head): then whoever unlinks p reads a link that is past
     * n already. Otherwise n keeps its link, and is unlinked later if need be.
     *
     * That a place is over must be written with volatile effect. While it still lay in the store buffer of a thread
     * that leaves and unlinks its own place p, somebody else could take p for not over and let n point at itself,
     * after the leaver has read n as p's link: then the list ends at n, and who waits behind is never found. (Seen,
     * once in hours of stress.)
     *
     * Who leaves walks to its place from the front: as many steps as others wait longer. (Those whose times are equal
     * leave from the front, so the usual case is short.) A doubly linked list under a lock would take one step; but a
     * thread that is suspended with that lock held would hold up everybody who sends. Rejected for that.
     */

    final Place head = new Place();
    private volatile Place tail = head;

    /** Tells whether a place needs its position no more; once true, always true. */
    abstract boolean isOver(Place place);

    /** Appends a place. */
    final void append(Place own) {
        Place last = last();
        while (!append(last, own)) {
            last = last();
        }
    }

    /** Appends a place behind what is believed to be the last one. Returns false if it is not, or not any more. */
    final boolean append(Place last, Place own) {
        if (!last.casNext(null, own)) {
            return false;
        }
        TAIL.setRelease(this, own);
        return true;
    }

    /** Returns the last place. */
    final Place last() {
        for (Place p = tail; ; ) {
            Place n = p.next;
            if (n == null) {
                return p;
            }
            p = n != p ? n : head;
        }
    }

    /** Returns the first place behind one, or null. Where that one was unlinked: the first of all. */
    final Place after(Place p) {
        Place n = p.next;
        return n != p ? n : head.next;
    }

    /** Unlinks the places that are over: those at the front, and all others as far as one who leaves. */
    final void sweep(Place who) {
        Place leaving = who != null && who.next != who ? who : null; // else somebody has unlinked it already
        for (Place p = head; ; ) {
            Place n = p.next;
            if (n == null) {
                return;
            }
            if (n == p) {
                p = head;
            } else if (!isOver(n)) {
                if (leaving == null) {
                    return;
                }
                p = n;
            } else {
                Place q = n.next; // read after n was seen over: see above
                if (q == null) {
                    return;
                }
                if (q == n) { // unlinked meanwhile
                    p = head;
                } else if (p.casNext(n, q)) {
                    if (p == head || !isOver(p)) {
                        n.next = n;
                    }
                    if (n == leaving) {
                        return;
                    }
                }
            }
        }
    }

    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(Line.class, "tail", Place.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
