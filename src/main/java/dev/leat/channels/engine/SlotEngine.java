package dev.leat.channels.engine;

import java.util.concurrent.atomic.AtomicReference;

/** The engine of channels with a capacity of 1: one word, the slot, which is empty or holds a message. */
final class SlotEngine extends SlotFields.Padded {
    /*
     * The idea
     *
     * A send is one CAS of the slot from null to the message, a receive one CAS back to null. Each is one step that finds
     * out whether there is room, or a message, takes it, and tells the other side. There is one place only, so there is no
     * index that says which place is next, and nothing but this word that senders and receivers have to tell each other.
     *
     * Why it is right
     *
     * A CAS may take the slot's content for what it was when it was read, though it was changed and changed back since. That
     * does no harm: who sends wants the slot to be empty, which it is; who receives takes the message that is there now, and
     * the same object sent twice is the same message twice. Order is that of the CASes: no message is sent before the
     * one before it was received.
     *
     * No wake-up is lost: see WaitList. The deed is the CAS, the re-check reads the slot.
     *
     * Marks
     *
     * What else is to be said of the slot is said by a MARK in its place, which holds the message, if there is one. So it is
     * in force from the same moment for all, like the change of a content.
     *
     * - The end: the last close of either side puts the mark that the channel is closed, with or without the last message.
     *   Who receives that leaves the mark without one; nobody sends any more. The mark with a message is made with the
     *   channel, so that closing needs no memory (unless both sides do it at this very moment, or an Error has stopped a
     *   close that had taken it: then there is a new one).
     * - A stamp, for a select that finds nothing ready and must know whether that was true of one moment: a mark that was made
     *   for this, with what was there. If it is still there, nothing has happened since; a null or a message could have
     *   come back.
     *
     * To tell a mark from a message, one must look into the message, which may be on a line that this processor does not
     * have yet, while others wait for the slot. So that is done only if it was said before that there may be marks; which is
     * so from the first stamp on, and from the close on.
     *
     * Cost and progress
     *
     * Lock-free: a CAS fails only if another one has sent, received, closed, or put a stamp where there was none. A message
     * is two locked instructions, one at each end, on one line, which goes to the receiver and comes back; since each
     * message has to wait for the one before to be received, there is no way around that. Who loses a race backs off. On a
     * simulated machine (ScaleTest) a message takes the time of 4 to 6 transfers of the line with one sender and one
     * receiver that do nothing else; 7 to 12 with four of each, all of whom poll that line, and 30 to 60 with sixteen
     * (without backing off 11 to 16, and 42 to 64).
     *
     * Rejected: LinkedEngine, which does the same, with four lines for each message: the hint, the cell, which the receiver
     * writes too, the head. OneSlot in turn with it (JDK 25, 2 processors, messages a us): 1:1 6.3 and 12.1 (virtual), 3.3
     * and 3.7 (platform), 4:4 4.8 and 9.1, 3.9 and 7.2. For 2 places and more there is no such engine: a sender that is late
     * could fill a place that is empty again, but not the next one any more.
     *
     * Tests: SlotEngineTest (one step at a time), the jcstress project, the stress tests, ScaleTest.
     */

    /** What is in the slot if there is more to say than a message, or null, says. None is equal to another one. */
    private static final class Mark {
        /** The message, or null. Changes only before the mark is there. */
        Object message;
        /** Whether nothing can be sent any more. */
        final boolean closed;

        Mark(Object message, boolean closed) {
            this.message = message;
            this.closed = closed;
        }
    }

    private static final Mark CLOSED = new Mark(null, true);

    /**
     * Spins 32 times, and no more the next time: who loses mostly finds the slot changed, and polls. With 8 and 128 spins, OneSlot
     * 4:4, messages a us: 7.2, 7.2 and 7.3 (platform), 7.2, 7.1 and 6.7 (virtual).
     */
    private static final int BACK_OFF = 2;

    private final WaitList receivers = new WaitList();
    private final WaitList senders = new WaitList();
    /** For the end, if there is a message then. */
    final AtomicReference<Mark> spare = new AtomicReference<>(new Mark(null, true));
    /** Whether there may be a mark in the slot. */
    private volatile boolean marked;

    /** Returns the mark that is the slot's content, or null if that is just a message, or nothing. */
    private Mark mark(Object content) {
        return marked && content instanceof Mark mark ? mark : null;
    }

    /** Returns the message that is in the slot, or null. */
    private Object message(Object content) {
        Mark mark = mark(content);
        return mark == null ? content : mark.message;
    }

    private boolean isEnd(Object content) {
        Mark mark = mark(content);
        return mark != null && mark.closed;
    }

    private boolean casMark(Object from, Mark to) {
        if (!marked) {
            marked = true; // before it is there
        }
        return casSlot(from, to);
    }

    @Override
    Object offer(Object message) {
        Object result = put(message);
        if (!receivers.isEmpty()) { // also without a deed: see WaitList
            receivers.wakeOne();
        }
        return result;
    }

    private Object put(Object message) {
        for (;;) {
            Object content = slot;
            if (isEnd(content)) {
                return ENDED;
            }
            if (message(content) != null) {
                return null;
            }
            if (casSlot(content, message)) {
                return SENT;
            }
            WaitPolicy.backOff(BACK_OFF);
        }
    }

    @Override
    Object poll() {
        Object content = take();
        if (!senders.isEmpty()) { // also without a deed: see WaitList
            senders.wakeOne();
        }
        return content;
    }

    private Object take() {
        for (;;) {
            Object content = slot;
            Object message = message(content);
            boolean last = isEnd(content);
            if (message == null) {
                return last ? ENDED : null;
            }
            if (casSlot(content, last ? CLOSED : null)) {
                return message;
            }
            WaitPolicy.backOff(BACK_OFF);
        }
    }

    @Override
    boolean isReady(Side side) {
        Object content = slot;
        return (message(content) == null) == (side == Side.SENDER) || isEnd(content);
    }

    @Override
    Object stamp() {
        for (;;) {
            Object content = slot;
            Mark mark = mark(content);
            if (mark != null) {
                return mark;
            }
            mark = new Mark(content, false);
            if (casMark(content, mark)) {
                return mark;
            }
        }
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
        Mark last = null;
        for (Object content = slot; !isEnd(content); content = slot) {
            Object message = message(content);
            Mark end = CLOSED;
            if (message != null) {
                last = last != null ? last : spareMark();
                last.message = message;
                end = last;
            }
            if (casMark(content, end)) {
                return;
            }
        }
    }

    private Mark spareMark() {
        Mark mark = spare.getAndSet(null);
        return mark != null ? mark : new Mark(null, true);
    }

    @Override
    boolean isClosed() {
        return isEnd(slot);
    }

    @Override
    int size() {
        return message(slot) == null ? 0 : 1;
    }

    @Override
    int ready() {
        return size();
    }

    @Override
    int capacity() {
        return 1;
    }

    @Override
    boolean isBounded() {
        return true;
    }

    @Override
    String flavour() {
        return "bounded";
    }
}
