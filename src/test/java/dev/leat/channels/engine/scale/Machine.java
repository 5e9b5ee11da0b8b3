package dev.leat.channels.engine.scale;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Processors with coherent caches, simulated: one step at a time, and the same each time.
 *
 * <p>A program says which line it is about to read or write, and goes on when it may; what it then does with plain fields
 * happens at that moment. A processor reads a line of which it has a copy, and writes one that it has for itself; else the
 * line must be transferred first. The transfers of one line queue up, but for those that only add a copy of what nobody
 * has changed since the last. Each processor is a thread, of which one runs at a time.
 */
final class Machine {
    // Cycles. Only the proportions matter.
    static final int TRANSFER = 100;
    private static final int ATOMIC = 20;
    private static final int LOCAL = 1;

    /** Something that happens at a time: a processor goes on, or what it has written takes effect. */
    private record Event(long time, long number, Processor goesOn, Runnable effect) {
    }

    /** What a processor has of a line. */
    private static final class Copy {
        final long from;
        long readUntil = Long.MAX_VALUE;
        long writeUntil;

        Copy(long from, boolean toWrite) {
            this.from = from;
            writeUntil = toWrite ? Long.MAX_VALUE : 0;
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>((a, b) ->
            a.time != b.time ? Long.compare(a.time, b.time) : Long.compare(a.number, b.number));
    private final Semaphore over = new Semaphore(0);
    private final Random random = new Random(0);
    private final int hold;
    private Throwable failure;
    private long number;
    private long now;

    // What all processors have done.
    int processors;
    long atomics;
    long writes;
    long transfers;

    /** Makes a machine on which a processor keeps a line that it was given for so many cycles, whoever wants it. */
    Machine(int hold) {
        this.hold = hold;
    }

    /** Runs all programs to their ends. Returns how long that takes. */
    long run() {
        goOn(null);
        over.acquireUninterruptibly();
        if (failure != null) {
            throw new AssertionError(failure);
        }
        return now;
    }

    /** Lets the next thing happen. Returns when the current processor is to go on; without one, at once. */
    private void goOn(Processor current) {
        Event e = events.poll();
        for (; e != null && e.goesOn == null; e = events.poll()) {
            now = e.time;
            e.effect.run();
        }
        if (e == null) {
            over.release();
            return;
        }
        now = e.time;
        if (e.goesOn != current) {
            e.goesOn.turn.release();
            if (current != null) {
                current.turn.acquireUninterruptibly();
            }
        }
    }

    final class Line {
        private final Map<Processor, Copy> copies = new HashMap<>();
        private long freeAt;
        private boolean changed;

        /** Makes a line of something new, which its maker has for itself; or one that lies in the memory. */
        Line(Processor maker) {
            if (maker != null) {
                copies.put(maker, new Copy(0, true));
                changed = true;
            }
        }

        /** Returns when the processor has what it asks for now. */
        private long grant(Processor who, boolean toWrite) {
            Copy own = copies.get(who);
            if (own != null && now < own.from && (!toWrite || own.writeUntil > own.from)) {
                return own.from; // asked for before, and on its way
            }
            if (own != null && now < (toWrite ? own.writeUntil : own.readUntil)) {
                return now;
            }
            transfers++;
            long start = Math.max(now, freeAt);
            copies.values().removeIf(old -> old.readUntil <= now);
            for (Copy other : copies.values()) {
                other.writeUntil = Math.min(other.writeUntil, start);
                other.readUntil = toWrite ? Math.min(other.readUntil, start) : other.readUntil;
            }
            long done = start + TRANSFER * 3 / 4 + random.nextInt(TRANSFER / 2 + 1); // so that nothing goes in lockstep
            copies.put(who, new Copy(done, toWrite));
            if (toWrite || changed) {
                freeAt = done + hold;
            }
            changed = toWrite;
            return done;
        }
    }

    /** Runs one program. */
    final class Processor {
        private final Semaphore turn = new Semaphore(0);
        private long ready;
        private long stored;

        Processor(Consumer<Processor> program) {
            processors++;
            at(0, this, null);
            var thread = new Thread(() -> {
                turn.acquireUninterruptibly();
                try {
                    program.accept(this);
                    goOn(null);
                } catch (Throwable e) {
                    failure = e;
                    over.release();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        /** Reads what it likes of a line at one moment, as processors merge their loads from a line that is missing. */
        void read(Line line) {
            access(line, false, ready, LOCAL);
        }

        /** Reads and writes in one step, when all earlier writes are done. */
        void atomic(Line line) {
            atomics++;
            fenced(line);
        }

        /** Writes with volatile effect, which costs as much as an atomic step. */
        void fenced(Line line) {
            writes++;
            access(line, true, Math.max(ready, stored), ATOMIC);
        }

        /** Writes with release effect or less: that happens some time, and the program goes on. */
        void store(Line line, Runnable effect) {
            writes++;
            at(Math.max(ready, now), null, () -> {
                stored = Math.max(stored, line.grant(this, true));
                at(stored, null, effect);
                at(now, this, null);
            });
            goOn(this);
            ready = now + LOCAL;
        }

        /** Does something of its own. */
        void local(long cycles) {
            ready = Math.max(ready, now) + cycles;
        }

        private void access(Line line, boolean toWrite, long start, int cost) {
            at(Math.max(start, now), null, () -> at(line.grant(this, toWrite), this, null));
            goOn(this);
            ready = now + cost;
        }
    }

    private void at(long time, Processor goesOn, Runnable effect) {
        events.add(new Event(time, number++, goesOn, effect));
    }
}
