package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The places of those who wait, in order of arrival: a lock-free linked list. It is itself the place before the first one. */
abstract class Line extends Place {
    /*
     * Michael and Scott's queue ("Simple, Fast, and Practical Non-Blocking and Blocking Concurrent Queue Algorithms",
     * PODC 1996), from which places leave anywhere. The head is the line itself. A place is appended by one CAS of the last
     * one's link, and is OVER some day, for good. What is over is unlinked: at the front by who comes there, anywhere by who
     * leaves.
     *
     * An unlinked place points at itself, for the reason told at Segment.unlink; who stands on it starts again at the
     * head. That must not cut off who is not over: a neighbour p of n that is unlinked at the same time could link n
     * once more. So who unlinks sees a place over first and reads its link afterwards; and n points at itself only if
     * p, after its link was moved past n, was still not over (or the head): then whoever unlinks p reads a link that is past
     * n already. Otherwise n keeps its link, and is unlinked later if need be.
     *
     * The last place n, over, cannot be unlinked by moving another one's link past it: somebody may append to it at that
     * moment. So it stays, unless it is the only one. Then it is SEALED first, by a CAS of its link from null to itself:
     * now nothing can be appended to it, and since nothing ever was and the head points at it, the line is EMPTY. That is
     * also a state of its own: who appends replaces the head's link to a sealed place, as if it were null. So nobody
     * depends on the one who sealed to take the next step, which makes the head's link null. That step is for speed: at a
     * rendezvous those who come next do not touch the place any more, whose owner is just letting go of it. (1:1 it made
     * meetings three times as frequent.)
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

    /** At or before the last place. */
    private volatile Place tail = this;

    /** Tells whether a place needs its position no more; once true, always true. Never true of one that is nobody's. */
    abstract boolean isOver(Place place);

    /** Called when a place is over, before it is unlinked (if it can be): nobody comes across it afterwards. */
    void beforeUnlinking(Place place) {
        // Only where whoever comes across it does something for it.
    }

    /** Returns the place behind one; null behind the last one; itself if it was unlinked: then the walk begins again. */
    final Place behind(Place p) {
        Place n = p.next;
        if (p == this) {
            for (; isSealed(n); n = next) { // else it was the line's state a moment ago
                if (next == n) {
                    return null;
                }
            }
        }
        return n;
    }

    private static boolean isSealed(Place place) {
        return place != null && place.next == place;
    }

    /** Appends a place. */
    final void append(Place own) {
        Place last = last();
        while (!append(last, own)) {
            last = last();
        }
    }

    /**
     * Appends a place behind what is believed to be the last one, or the head of an empty line. Returns false if it is
     * not, or not any more.
     */
    final boolean append(Place last, Place own) {
        if (!link(last, own)) {
            return false;
        }
        TAIL.setRelease(this, own);
        return true;
    }

    /** As append, with a place that is not to be found by who looks for the last one. */
    final boolean link(Place last, Place own) {
        Place n = last.next;
        return (n == null || last == this && isSealed(n)) && last.casNext(n, own);
    }

    /** Returns the last place; the head if there is none. */
    final Place last() {
        for (Place p = tail; ; ) {
            Place n = behind(p);
            if (n == null) {
                return p;
            }
            p = n != p ? n : this;
        }
    }

    /** Tells whether there is no place, by one look: false, too, where a place that was sealed still lies there. */
    final boolean isVacant() {
        return next == null;
    }

    /** Returns the first place, or null. */
    final Place first() {
        return behind(this);
    }

    /** Returns the first place behind one, or null. Where that one was cut off: the first of all. */
    final Place after(Place p) {
        Place n = p.next;
        return n != p ? n : first();
    }

    /** Returns something that is the same at two moments only if nothing was appended in between. */
    final Place stamp() {
        for (;;) {
            Place last = last();
            if (last != this) {
                return last;
            }
            Place n = next;
            if (isSealed(n)) {
                return n;
            }
            var seal = new Place(); // null would look the same after somebody has come and gone
            seal.next = seal;
            if (n == null && casNext(null, seal)) {
                return seal;
            }
        }
    }

    /**
     * Unlinks a place that is over: if it is the first one, without a look at the next one, which may be over too and is left to
     * who comes. (To look fetches that one for nothing: as at MeetingWaiter, with it 0.86, without 0.90.)
     */
    final void unlink(Place n) {
        Place q = n.next;
        if (q != null && q != n && next == n && casNext(n, q)) {
            n.next = n;
        } else {
            sweep(null);
        }
    }

    /** Unlinks the places that are over: those at the front, and all others as far as one who leaves. */
    final void sweep(Place who) {
        Place leaving = who != null && who.next != who ? who : null; // else somebody has unlinked it already
        for (Place p = this; ; ) {
            Place n = behind(p);
            if (n == null) {
                return;
            }
            if (n == p) {
                p = this;
            } else if (!isOver(n)) {
                if (leaving == null) {
                    return;
                }
                p = n;
            } else {
                beforeUnlinking(n);
                Place q = n.next; // read after n was seen over: see above
                if (q == null) {
                    if (p != this) {
                        return;
                    }
                    if (n.casNext(null, n)) {
                        casNext(n, null);
                        return;
                    }
                } else if (q == n) { // unlinked meanwhile
                    p = this;
                } else if (p.casNext(n, q)) {
                    if (p == this || !isOver(p)) {
                        n.next = n;
                    }
                    if (n == leaving) {
                        return;
                    }
                }
            }
        }
    }

    private static final VarHandle TAIL = Fields.handle(MethodHandles.lookup(), "tail", Place.class);
}
