package dev.leat.channels.engine.scale;

import dev.leat.channels.engine.scale.Machine.Line;
import dev.leat.channels.engine.scale.Machine.Processor;

/** The steps of LinkedEngine, unbounded and open, and those of an alternative: which lines they read and write, in order. */
final class LinkedModel {
    private static final int CELLS = 128; // of 4 bytes, 16 in a line
    private static final int SPIN = 30; // cycles

    private final class Segment {
        final long base;
        final Line line; // its fields
        final Line[] lines = new Line[CELLS / 16]; // its cells
        final boolean[] filled = new boolean[CELLS];
        Segment next;

        Segment(long base, Processor maker) {
            this.base = base;
            line = machine.new Line(maker);
            for (int i = 0; i < lines.length; i++) {
                lines[i] = machine.new Line(maker);
            }
        }

        long end() {
            return base + CELLS;
        }

        Line line(long i) {
            return lines[(int) (i - base) / 16];
        }

        boolean isFilled(long i) {
            return filled[(int) (i - base)];
        }

        void fill(long i) {
            filled[(int) (i - base)] = true;
        }
    }

    private final Machine machine;
    private final boolean backsOff;
    private final Line headLine;
    private final Line tailLine;
    private final Line segmentLine; // the alternative's only
    private final Line waiting; // the counts of those who wait, which nobody changes here
    private Segment headSegment;
    private Segment tailSegment;
    private long head;
    private long tail;

    /** Tries to fill a cell or to move the head: of all operations, and of the one that needed most. */
    long tries;
    long mostTries;

    /**
     * Makes a channel.
     *
     * @param queued how many messages are in it
     * @param backsOff whether who has lost backs off and skips what is full; else it tries the next cell at once
     */
    LinkedModel(Machine machine, int queued, boolean backsOff) {
        this.machine = machine;
        this.backsOff = backsOff;
        headLine = machine.new Line(null);
        tailLine = machine.new Line(null);
        segmentLine = machine.new Line(null);
        waiting = machine.new Line(null);
        headSegment = tailSegment = new Segment(0, null);
        for (; tail < queued; tail++) {
            if (tail == tailSegment.end()) {
                tailSegment = tailSegment.next = new Segment(tail, null);
            }
            tailSegment.fill(tail);
        }
    }

    void send(Processor p) {
        p.read(tailLine);
        Segment s = tailSegment;
        long i = tail;
        p.read(s.line);
        int atHint = 0;
        if (i >= s.base && i < s.end() - 1) {
            atHint = 1;
            p.atomic(s.line(i));
            if (!s.isFilled(i)) {
                s.fill(i);
                tried(atHint);
                sent(p, i);
                return;
            }
            p.read(tailLine);
            s = tailSegment;
            i = tail;
            p.read(s.line);
        }
        i = Math.max(i, s.base);
        for (int failed = 0; ; ) {
            if (i < s.end()) {
                if (i == s.end() - 1) {
                    nextOrNew(p, s);
                }
                p.atomic(s.line(i));
                if (!s.isFilled(i)) {
                    s.fill(i);
                    tried(atHint + failed + 1);
                    break;
                }
                backOff(p, failed++);
                i = backsOff ? skip(p, s, i + 1) : i + 1;
            } else {
                Segment next = nextOrNew(p, s);
                p.atomic(tailLine);
                tailSegment = tailSegment == s ? next : tailSegment;
                p.read(tailLine);
                s = tailSegment;
                i = Math.max(i, tail);
                p.read(s.line);
                i = Math.max(i, s.base);
            }
        }
        sent(p, i);
    }

    private void sent(Processor p, long i) {
        p.store(tailLine, () -> tail = i + 1);
        p.read(waiting);
    }

    private void backOff(Processor p, int failed) {
        if (backsOff) {
            p.local(SPIN * 8L << Math.min(failed, 5));
        }
    }

    private long skip(Processor p, Segment s, long from) {
        long i = from;
        for (; i < s.end(); i++) {
            p.read(s.line(i));
            if (!s.isFilled(i)) {
                break;
            }
        }
        return i;
    }

    private Segment nextOrNew(Processor p, Segment s) {
        p.read(s.line);
        if (s.next == null) {
            var made = new Segment(s.end(), p);
            p.local(CELLS);
            p.atomic(s.line);
            s.next = s.next == null ? made : s.next;
        }
        return s.next;
    }

    void receive(Processor p) {
        for (int failed = 0; ; ) {
            p.read(headLine);
            long h = head;
            Segment s = headSegment;
            p.read(s.line);
            if (h >= s.end()) {
                pass(p, s);
            } else if (h >= s.base) {
                p.read(s.line(h));
                if (!s.isFilled(h)) {
                    p.local(SPIN);
                } else {
                    p.atomic(headLine);
                    if (head == h) {
                        head++;
                        tried(failed + 1);
                        p.store(s.line(h), () -> { }); // the mark: it was not empty before
                        p.read(waiting);
                        return;
                    }
                    backOff(p, failed++);
                }
            }
        }
    }

    private void pass(Processor p, Segment s) {
        Segment next = s.next;
        if (next == null) {
            p.local(SPIN);
        } else {
            p.atomic(headLine);
            if (headSegment == s) {
                headSegment = next;
                p.fenced(s.line); // unlinked: here it keeps its link, for those who come late
            }
        }
    }

    private void tried(int times) {
        tries += times;
        mostTries = Math.max(mostTries, times);
    }

    /** Sends as in the alternative: claims a cell by getAndAdd, then publishes by a CAS, or by no more than a release. */
    void claimAndSend(Processor p, boolean byCas) {
        p.read(segmentLine);
        Segment s = tailSegment;
        p.atomic(tailLine);
        long i = tail++;
        p.read(s.line);
        while (i >= s.end()) {
            Segment next = nextOrNew(p, s);
            p.read(segmentLine);
            if (tailSegment == s) {
                p.atomic(segmentLine);
                tailSegment = tailSegment == s ? next : tailSegment;
            }
            s = next;
        }
        if (byCas) {
            p.atomic(s.line(i));
        } else {
            p.store(s.line(i), () -> { });
        }
        p.read(waiting);
    }
}
