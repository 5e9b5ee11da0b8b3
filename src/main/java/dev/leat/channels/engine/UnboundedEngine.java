package dev.leat.channels.engine;

/** The engine of unbounded channels: a linked list of segments of cells, for many senders and many receivers. */
final class UnboundedEngine extends UnboundedFields.Padded {
    /*
     * The idea
     *
     * The channel is an endless array of cells, cut into linked segments. Two words say where it is in use: tail, the index of
     * the first cell that no sender has claimed, and head, the index of the first cell that the receivers have not passed. In
     * its lowest bit tail says whether the channel is closed for sending.
     *
     * Send: CLAIM a cell by getAndAdd on tail, PUBLISH the message by a CAS of that cell from null, look whether a receiver
     * waits and WAKE it. The claim is one atomic step that always succeeds, whatever the other senders do, and it also tells
     * whether the channel is closed: no message can be claimed after the closed bit.
     *
     * Receive: look at the head's cell. If there is a message, CAS head one on; who succeeds owns the message, and clears the
     * cell. If the cell is empty, and only then, look at tail: if head has reached it, the channel was empty at that moment
     * (or has ended, if the bit is set).
     *
     * Otherwise a sender has claimed the cell and not published yet: it will have in some nanoseconds, or, if its thread was
     * suspended, after any time. The receiver polls the cell by the wait policy, then BREAKS it: a CAS from null to
     * BROKEN. Head moves on past broken cells. The sender, when it runs again, sees its CAS fail and claims another cell. So a
     * sender that is stopped in the middle of a send makes nobody wait, no receiver has to park at a cell, and empty stays a
     * definite answer. The CAS instead of a release store for publishing is the price: it could not be measured in transfers
     * between threads (a locked claim follows anyway) and is some 4 ns of a send in a single thread.
     *
     * Order and linearization: a send takes effect when it claims the cell that it then publishes, a receive when it moves
     * head. A send that begins after another one returned claims a later cell, so FIFO holds also across senders. An answer
     * "empty" takes effect when tail is read: the index in it is not above the head that was read before, head never
     * passes tail, and neither ever decreases, so both were equal then, and every message claimed so far was received.
     *
     * The end
     *
     * Either side's end sets the closed bit, once: getAndBitwiseOr returns the index at which the messages end. In-flight sends
     * (on handles that another thread has closed, or that do not know yet that the receivers are gone) still advance the index
     * when they claim; they see the bit and fail. The field 'end' tells receivers not to wait at such cells. It is written
     * just after the bit; before it is there a receiver treats these cells as what they look like, slow sends, and
     * breaks them, so nobody depends on the closer's next step.
     *
     * When the last receiver is closed, the closer itself receives what is left, into nowhere: one cell after the other, no
     * recursion. It does not wait at slow sends but breaks them at once; the sender then claims again, sees the bit and
     * fails. So each message is either discarded here or refused there, and nothing can be published behind the closer's back.
     *
     * Segments
     *
     * A sender reads the tail segment first and claims afterwards. The tail segment is set to a segment only by one who has
     * claimed an index of it, so whatever is claimed later lies in it or behind it: walking 'next' finds the cell, and appends
     * what is missing. The receiver that moves the head segment on unlinks the old one by pointing it at itself (see
     * Segment.unlink). A sender that comes to an unlinked segment goes on from the head segment; if that begins behind its
     * cell, the cell has been broken and passed. If memory ends while a sender appends, its claimed cell stays
     * empty and receivers will break it: nothing is lost, nobody hangs.
     *
     * Cost and progress
     *
     * Send: 2 locked instructions, one load of the waiters' count; lock-free, and wait-free but for broken cells. Receive: 1
     * locked instruction; lock-free but for the bounded pause at a slow sender. Senders share the tail's line, receivers the
     * head's; a cell's line moves from its senders to its receivers. With more senders the getAndAdd costs one transfer of
     * the tail's line each; with more receivers a failed CAS costs one of the head's line without a message for it.
     *
     * Rejected: a release store for publishing, with receivers that wait at the cell for the sender (waits for a suspended
     * thread; needs a second wait protocol for parking there). No claims but a CAS on the first free cell (strictly lock-free,
     * but k senders try k times). Tickets on the receivers' side, too (a receiver that gives up burns its cell, and a
     * try-receive cannot say "empty" without burning one). Recycled segments (need counters or hazard pointers, gained nothing).
     *
     * Tests: UnboundedEngineTest (every path above, one step at a time), jcstress/, the stress tests.
     */

    UnboundedEngine() {
        super(Segment.first());
    }

    /** Sends. Returns false if the channel is closed for sending; the message was not sent then. */
    boolean send(Object message) {
        for (;;) {
            Segment start = tailSegment;
            long claimed = claim();
            if (isClosed(claimed)) {
                return false;
            }
            if (publish(start, index(claimed), message)) {
                break;
            }
        }
        if (!receivers.isEmpty()) {
            receivers.wakeOne();
        }
        return true;
    }

    /** Publishes a message in a claimed cell. Returns false if the receivers did not wait for it. */
    boolean publish(Segment start, long index, Object message) {
        Segment s = index < start.end() ? start : find(start, index);
        return s != null && s.fill((int) (index - s.base), message);
    }

    /** Returns the segment of a claimed cell, appended if need be, or null if the receivers have passed it. */
    private Segment find(Segment start, long index) {
        Segment s = start;
        while (index >= s.end()) {
            Segment n = s.nextOrNew();
            s = n != s ? n : headSegment;
        }
        if (index < s.base) {
            return null;
        }
        for (Segment t = tailSegment; t.base < s.base && !casTailSegment(t, s); t = tailSegment) {
            // somebody else moved it, perhaps not far enough
        }
        return s;
    }

    @Override
    Object poll() {
        return poll(true);
    }

    private Object poll(boolean patient) {
        for (;;) {
            long h = head;
            Segment s = headSegment;
            if (h < s.base) {
                continue; // the head has moved on between the two reads
            }
            Segment next = null;
            Object content = null;
            if (h < s.end()) {
                content = s.get((int) (h - s.base));
            } else if ((next = s.next()) != null) {
                pass(s, next);
                continue;
            }
            if (content == null) {
                long t = tail;
                if (Math.min(index(t), end) <= h) {
                    return isClosed(t) ? ENDED : null;
                }
                if (head == h && !(patient && awaitPublished(h))) {
                    breakCell(s, h);
                }
            } else if (casHead(h, h + 1) && content != Segment.BROKEN) {
                s.clear((int) (h - s.base));
                return content;
            }
        }
    }

    /** Waits a little for a slow sender. Returns false if it was too slow. */
    private boolean awaitPublished(long h) {
        for (int poll = 0; WaitPolicy.pause(poll); poll++) {
            if (mayReceive() || head != h) {
                return true;
            }
        }
        return false;
    }

    /** Stops waiting for the sender that claimed the cell at the head. */
    private void breakCell(Segment s, long index) {
        if (index < s.end()) {
            s.fill((int) (index - s.base), Segment.BROKEN);
        } else {
            s.nextOrNew(); // the cell is not even there; the next turn finds it
        }
    }

    /** Moves the head segment on and lets go of the old one. */
    private void pass(Segment s, Segment next) {
        if (next != s && casHeadSegment(s, next)) {
            s.unlink();
        }
    }

    @Override
    boolean mayReceive() {
        long h = head;
        Segment s = headSegment;
        return h < s.base || (h < s.end() ? s.get((int) (h - s.base)) != null : s.next() != null);
    }

    @Override
    boolean canReceive() {
        long t = tail;
        return isClosed(t) || index(t) > head;
    }

    @Override
    void endSenders() {
        close();
    }

    @Override
    void endReceivers() {
        close();
        while (poll(false) != ENDED) {
            // discarded
        }
    }

    private void close() {
        long before = setClosed();
        if (!isClosed(before)) {
            end = index(before);
        }
    }

    @Override
    boolean isClosed() {
        return isClosed(tail);
    }

    @Override
    int size() {
        long h = head; // first: so the difference errs upwards, and is exact when nobody moves
        return (int) Math.max(0, Math.min(Math.min(index(tail), end) - h, Integer.MAX_VALUE));
    }

    @Override
    int capacity() {
        return Integer.MAX_VALUE;
    }

    @Override
    boolean isBounded() {
        return false;
    }

    @Override
    String flavour() {
        return "unbounded";
    }
}
