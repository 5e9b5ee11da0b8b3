package dev.leat.channels.engine;

/**
 * The engine of unbounded channels, and of bounded ones of 2 places and more: a linked list of segments of cells, for many
 * senders and many receivers. (It would do for 1 too: see {@link SlotEngine}.)
 */
final class LinkedEngine extends LinkedFields.Padded {
    /*
     * The idea
     *
     * The channel is an endless array of cells, cut into linked segments. A cell is EMPTY, then holds a MESSAGE, then
     * is TAKEN, and never goes back; or it is empty until it holds the mark CLOSED, and stays so. Cells are filled
     * strictly in order: a sender tries to fill the first cell that it finds empty, by a CAS, and goes on to the next
     * cell if another sender was first. So there is always exactly one boundary between the filled cells and the empty
     * ones, and moving it is one atomic step that claims the place, publishes the message and, since the mark CLOSED
     * is put there in the same way, learns that the channel is open. A thread that is stopped in the middle of a send
     * has either sent or not; there is no cell that is claimed but not published, which receivers would have to wait
     * for.
     *
     * Send: start at the hint where the empty cells begin; CAS message into the first empty cell; move the hint; look
     * whether a receiver waits, and WAKE it.
     *
     * Receive: look at the cell at the head. Empty: the channel is empty. CLOSED: it has ended. Else CAS the head one
     * on; who succeeds owns the message, and marks the cell taken so that it does not keep the message alive. The
     * receivers' side never looks at the senders' words.
     *
     * Why it is right
     *
     * Invariant: all cells before one that was ever filled were filled before it. A sender only fills a cell after it
     * saw, or inherited from the hint of one who saw, that all cells before it are full, and full cells never become
     * empty. For that the taken cells need a mark: a sender may be late by any time, and a taken cell that holds what an
     * empty one holds would look like room. (A stamp in each cell or an index that is claimed would do too, and cost more.)
     *
     * A send takes effect at its CAS, a receive at the CAS of the head. Messages come out in the order of cells, which
     * is the order in which the sends took effect; so FIFO holds for each sender and for sends that did not overlap.
     *
     * The answers "empty" and "ended" take effect when the cell is read. Its index h was the head a moment before; the
     * head never passes an empty cell or the mark, and never goes back. So at that moment the head was still h, and
     * everything that was sent before had been received.
     *
     * No wake-up is lost: see WaitList. The sender's deed is the CAS of the cell; the receiver's re-check reads that
     * cell. (If the segment of that cell does not exist yet, it reads the link to it, which the sender sets before.)
     *
     * An unbounded channel's send tries the cell at the hint first, without a walk, and walks if that fails. It is the same
     * step: all cells before the hint are full; a hint from before the tail segment, or the segment's last cell, is left to
     * the walk; so is a cell that is full, or holds the mark; and a segment that was unlinked has no empty cell, since these
     * have one life.
     *
     * The hint is just that. It is written after the cell, with release, and read with acquire, so it is never ahead
     * of the boundary, nor of the mark, but a slow sender may set it back. Who starts too early walks over full cells;
     * the start of the tail segment, which only moves on, bounds that.
     *
     * The end
     *
     * The last close of either side sends the mark CLOSED as if it were a message. It lies exactly behind the last
     * message; a sender that meets it was too late, and none can get past it. When the last receiver is closed, the
     * closer then receives all messages up to the mark, as leftovers: one cell after the other, no recursion, while
     * late senders fail at the mark. So every message is either discarded there or was refused.
     *
     * Bounded
     *
     * Cell i may be filled when i < head + capacity. The head only moves on, so what was allowed once stays allowed: a
     * sender compares with a limit that some sender worked out before, and reads the head, the receivers' word, only
     * when it has come to that limit. (The limit is written with release and read with acquire, so that who uses
     * another sender's limit is still behind the receive that made the room.) If there is no room then, the channel
     * was full when the head was read: the cells before i were full already, and they are capacity many. The capacity
     * is exact, for every number, and has nothing to do with the length of the segments; a huge one costs nothing
     * until it is used. A receiver that has moved the head on looks whether a sender waits; the waiting sender
     * re-checks the head: the same protocol as on the other side.
     *
     * Segments
     *
     * Who fills the last cell of a segment appends the next one before: if there is no memory, nothing has happened,
     * and there is always a cell for the mark, so that closing needs no memory. The receiver that moves the head to
     * the next segment unlinks the old one by pointing it at itself (see Segment.unlink). A sender that comes to an
     * unlinked segment goes on from the head's segment, before which everything is taken.
     *
     * Cells with a second life
     *
     * The cells of a bounded channel are used again (see Spares), each time in a new segment and with a new mark of
     * emptiness: that segment itself, from their first life on, since a null there means taken. So a sender that slept on
     * the old segment looks for a mark that never comes back, as long as anybody can look for it: its CAS fails, it walks on
     * to the end, and there it learns that the segment was unlinked. A receiver owns its cell until it has marked it taken,
     * and does not touch it afterwards; only cells that are all marked are used again, and those of a receiver that is
     * stopped before are left to the collector. Who only reads may find something from a later life. A message is of no use
     * to it, since the head has moved on and its CAS fails; that the channel has ended it believes only if the head has not
     * moved. (An unbounded channel takes fresh cells: used ones lie on lines that the receivers' processor holds. Transfer,
     * 1:1, messages a us, processors far from each other: 80 with fresh ones, 55 with used ones; virtual threads, 4:4: 57
     * and 46.)
     *
     * Cost and progress
     *
     * Send and receive are lock-free. Alone each takes one locked instruction and two writes to lines that others use: a
     * send fills the cell and moves the hint, a receive moves the head and marks the cell. So the line of the hint is the
     * senders' hot one, the line of the head the receivers'; a line of cells goes from the senders to the receivers once.
     *
     * With k senders at the same moment a send may have to try k times, and once more if it tried at the hint; a
     * receiver k times too, at the head. So who loses a race on its way backs off: then the others, who have the
     * lines already, go on at full speed. On a simulated machine (ScaleTest) with 16 processors that do nothing but
     * send, or receive, an operation takes 1.1 to 1.5 tries and 2 to 6 transfers of a line, and a message passes in
     * the time of two transfers; without backing off it takes 6 to 14 tries, and senders are slower by a third or
     * more, receivers by five sixths or more. If they do something else in between, for the time of 20 transfers, 16
     * take 3 to 4 tries. From 32 on receivers get in each other's way again: 4 to 7 tries with 32, 12 to 19 with 64.
     *
     * Rejected, after measurements: to ask for the line behind by a locked instruction that changes nothing, once for each
     * line, so that a receiver need not ask for it twice, to read and to write (1:1 the same or a tenth less, 4:1 and 4:4 a
     * quarter less). getAndAdd on a tail index to claim a cell, then publishing. With a release store a
     * transfer is as fast as here, but receivers meet cells that are claimed and not published: a try-receive must
     * either wait for a sender that may be suspended or deny messages behind it. With a CAS that receivers can break
     * it has none of that, but costs a locked instruction more per message, a fifth of the single-threaded rate. It
     * would win where many processors send at once, since getAndAdd never fails: by up to twice with 16, in the
     * simulation. Tickets on the receivers' side (a receiver that gives up burns its cell). A ring of cells with stamps
     * for bounded channels: it takes a claim, with what was said about claims, or a CAS that could mistake a message for
     * the same object sent a lap later.
     *
     * Tests: LinkedEngineTest (one step at a time), the jcstress project, the stress tests, ScaleTest.
     */

    private static final Object CLOSED = new Object();

    // What append() returns instead of an index.
    private static final long REFUSED = -1;
    private static final long NO_ROOM = -2;

    /**
     * So many messages since a receiver last began to poll are a stream; a ping-pong has one. 2 and 32 are alike: Bounded at 128,
     * 1:1, virtual threads, 31.9 messages a us, 32.6 and 31.9, PingPong 0.37 us, 0.38 and 0.36.
     */
    private static final int STREAM = 8;
    /**
     * Polls that a receiver lets pass when it has caught up with a stream, and a sender when the channel is full: an eighth of
     * the capacity, and a quarter, within these limits, and half of it at most. (Blocking leaves the rest out where fewer spins have
     * paid.)
     *
     * <p>The transfer of Bounded at 4,096 (JDK 25, 2 processors, messages a us, medians of two to four forks in turn), with 16 and
     * 32 polls, and with 64 and 200: processors far from each other, 1:1 34 and 48, 4:4 33 and 45 (virtual 36 and 46); near, 1:1 53
     * and 66, 4:4 62 and 64. 1,000, 1:1, far: 34 and 40. With 128 and 240 polls 4:4 was faster by another tenth, but who comes
     * after a stream waits for longer; unbounded channels are alike with all of them. At 128, 1:1, near, 39 without a sender's
     * rest, 45 with 8 or 16 polls, 66 with 32 to 64. At 32, 4:4, far (virtual), 17 with half of the capacity, and 15 with a quarter
     * and an eighth; at 16, 1:1, near, 20 with 16 and 32 polls, 29 with half of the capacity.
     */
    private static final int RECEIVERS_LEAST_REST = 16;
    private static final int RECEIVERS_LONGEST_REST = 64;
    private static final int SENDERS_LEAST_REST = 32;
    private static final int SENDERS_LONGEST_REST = 200;

    private LinkedEngine(boolean bounded, int capacity) {
        super(bounded, capacity);
    }

    static LinkedEngine unbounded() {
        return new LinkedEngine(false, Integer.MAX_VALUE);
    }

    static LinkedEngine bounded(int capacity) {
        return new LinkedEngine(true, capacity);
    }

    @Override
    Object offer(Object message) {
        Object result = !bounded && fillAtHint(message) ? SENT : send(message);
        if (!receivers.isEmpty()) { // also without a deed: see WaitList
            wakeOne(receivers, result == SENT, tail());
        }
        return result;
    }

    /** Sends, wherever the first empty cell is and if there is room. */
    private Object send(Object message) {
        long i = append(message, limit());
        if (i >= 0) {
            setTail(i + 1);
        }
        return i >= 0 ? SENT : i == NO_ROOM ? null : ENDED;
    }

    /**
     * Sends on an unbounded channel, most often: by a CAS of the cell at which the hint points, in the fewest steps, since the
     * processor does not overlap what lies between two locked instructions. Returns false if that cell is not to be filled so.
     *
     * <p>The transfer of Transfer, without and with it (JDK 25, 2 processors far from each other, messages a us, medians of three
     * to nine forks in turn): 1:1 78 and 82, and once more 86 and 88 (virtual 83 and 86); 4:4 58 and 63; OneThread 54 and 55;
     * 4:1 and selects alike. With a limit, for bounded channels, 4,096 at 4:4 was slower by a tenth.
     */
    private boolean fillAtHint(Object message) {
        Segment s = tailSegment;
        long i = tail();
        long at = i - s.base;
        // In the last cell nothing is put before there is a segment behind it.
        if (at >= 0 && at < s.cells.length - 1 && s.isEmpty(s.fill((int) at, message))) {
            setTail(i + 1);
            return true;
        }
        return false;
    }

    /** Fills the first empty cell, if it lies before the limit. Returns its index, or why there is none. */
    private long append(Object content, long knownLimit) {
        long limit = knownLimit;
        int failed = 0;
        Segment s = tailSegment;
        long i = Math.max(tail(), s.base);
        for (;;) {
            if (i >= limit) {
                limit = head + capacity;
                if (i >= limit) { // the cells before i are full, so the channel was when the head was read
                    return closed ? REFUSED : NO_ROOM;
                }
                setLimit(limit);
            }
            if (i < s.end()) {
                if (i == s.end() - 1 && content != CLOSED) {
                    s.nextOrNew(spares); // so that there is always a cell for the mark, and closing needs no memory
                }
                Object found = s.fill((int) (i - s.base), content);
                if (s.isEmpty(found)) {
                    return i;
                }
                if (found == CLOSED) {
                    closed = true;
                    return REFUSED;
                }
                WaitPolicy.backOff(failed++);
                i = skip(s, i + 1);
            } else {
                s = following(s, s.nextOrNew(spares));
                i = Math.max(Math.max(i, tail()), s.base);
            }
        }
    }

    /** Walks past full cells by reading alone: who lost a race need not lose one for each cell on its way. */
    private static long skip(Segment s, long from) {
        long i = from;
        while (i < s.end()) {
            Object found = s.get((int) (i - s.base));
            if (s.isEmpty(found) || found == CLOSED) {
                break;
            }
            i++;
        }
        return i;
    }

    /**
     * Sees to it that the tail segment is behind a full one, and returns it. The others may have moved it, and the
     * hint, far on meanwhile: who goes on from both does not walk through all that is queued.
     */
    private Segment following(Segment full, Segment next) {
        casTailSegment(full, next != full ? next : headSegment);
        return tailSegment;
    }

    @Override
    Object poll() {
        Object content = take();
        if (!senders.isEmpty()) { // also without a deed: see WaitList
            wakeOne(senders, content != null && content != ENDED, head);
        }
        return content;
    }

    private static void wakeOne(WaitList line, boolean done, long index) {
        if (done) {
            line.wakeOne(index); // of this deed, or of one near it
        } else {
            line.wakeOne();
        }
    }

    /** Takes what is in the first cell that is not taken. Returns null if nothing is. */
    private Object take() {
        for (int failed = 0; ; ) {
            long h = head;
            Segment s = headSegment;
            if (h >= s.end()) {
                Segment next = s.next();
                if (next == null) {
                    return null;
                }
                pass(s, next);
            } else if (h >= s.base) { // else the head has moved on between the two reads
                int i = (int) (h - s.base);
                Object content = s.get(i);
                if (s.isEmpty(content)) {
                    return null;
                }
                if (content == CLOSED) {
                    closed = true;
                    if (head == h) { // else these may be cells of a later life
                        return ENDED;
                    }
                } else if (casHead(h, h + 1)) {
                    s.take(i);
                    return content;
                } else {
                    WaitPolicy.backOff(failed++);
                }
            }
        }
    }

    /** Moves the head segment on and lets go of the old one. */
    private void pass(Segment s, Segment next) {
        if (next != s && casHeadSegment(s, next)) {
            s.unlink();
            spares.keep(s.cells);
        }
    }

    @Override
    boolean isReady(Side side) {
        return side == Side.RECEIVER ? canReceive() : canSend();
    }

    private boolean canReceive() {
        long h = head;
        Segment s = headSegment;
        if (h < s.end()) {
            return h < s.base || !s.isEmpty(s.get((int) (h - s.base)));
        }
        Segment next = s.next();
        return next != null && (next == s || !next.isEmpty(next.get(0)));
    }

    /**
     * Who goes on as soon as there is one message, or room for one, meets the other side at each, and both pay for the other's
     * cache lines, even if it only looks. So it rests at first: a sender that finds the channel full, since the receivers have
     * enough to do; a receiver that has caught up with a stream, but not one that finds one message at a time. In a small
     * channel the others are done sooner, so rests are shorter.
     */
    @Override
    int rest(Side side) {
        if (side == Side.SENDER) {
            return rest(capacity / 4, SENDERS_LEAST_REST, SENDERS_LONGEST_REST);
        }
        return isStreaming() ? rest(capacity / 8, RECEIVERS_LEAST_REST, RECEIVERS_LONGEST_REST) : 0;
    }

    private int rest(int share, int least, int longest) {
        return Math.min(Math.min(Math.max(share, least), longest), capacity / 2);
    }

    private boolean isStreaming() {
        int h = (int) head;
        int run = h - caughtUp;
        caughtUp = h;
        return run >= STREAM;
    }

    private boolean canSend() {
        return closed || !bounded || boundary() < head + capacity;
    }

    @Override
    Object stamp() {
        return head; // empty: at most until it is filled; full: at least until the head moves on
    }

    @Override
    Waiters waiters(Side side) {
        return side == Side.RECEIVER ? receivers : senders;
    }

    @Override
    boolean meets() {
        return false;
    }

    @Override
    void close() {
        append(CLOSED, Long.MAX_VALUE); // unless the other side has done that before
        closed = true;
    }

    @Override
    boolean isClosed() {
        return closed;
    }

    @Override
    int size() {
        long h = head; // before the boundary, which is therefore not before it
        return (int) Math.min(boundary() - h, capacity);
    }

    /** Returns the index of the first cell that holds no message and never did. */
    private long boundary() {
        Segment s = tailSegment;
        long i = Math.max(tail(), s.base);
        for (;;) {
            if (i < s.end()) {
                Object content = s.get((int) (i - s.base));
                if (s.isEmpty(content) || content == CLOSED && s.next() != s) { // in a later life it may lie anywhere
                    return i;
                }
                i++;
            } else {
                Segment next = s.next();
                if (next == null) {
                    return i;
                }
                s = following(s, next);
                i = Math.max(Math.max(i, tail()), s.base);
            }
        }
    }

    @Override
    int ready() {
        return size();
    }

    @Override
    int capacity() {
        return capacity;
    }

    @Override
    boolean isBounded() {
        return bounded;
    }

    @Override
    String flavour() {
        return bounded ? "bounded" : "unbounded";
    }
}
