package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;

/** The engine of timers: a channel that nobody sends to, whose messages are made by the clock. */
final class TimerEngine extends Engine {
    /*
     * The idea
     *
     * A timer is one word: when its next message is due. There is a message if that moment is over; who moves the word on,
     * by a CAS, has taken it. So a timer that nobody receives from does nothing and costs nothing but the object, and
     * no thread, nor anybody who happens to use the library, works for it.
     *
     * - After one delay: the word moves on to OVER, which is the end.
     * - At each period: it moves on to the first multiple of the period, counted from the start, that is still to
     *   come. So at most one tick is there at a time, those that nobody took are dropped, and a late receiver does not
     *   shift the beat.
     *
     * Each word is an object of its own, so a CAS that is late cannot take a later message.
     *
     * Waiting
     *
     * Nobody sends, so nobody wakes. Who waits parks until the message is due, then tries; one of them gets the
     * message, and the others find the next moment, or the end, and park until then, or leave. All of them come at the
     * same moment (as many as wait at one timer, which are few, one as a rule); electing one of them would need
     * somebody to take over when it gives up. None can sleep too long: the moment for which one parks is that of the
     * word as it was after its re-check, or a later word; the word that was there at the re-check was not over then, so
     * parking until that is not too late, and who parks for a later word does so because the message of the earlier one
     * is taken. OVER lies in the past, so who reads that does not park.
     *
     * What is there or not
     *
     * The word only moves on when it is over. So if it is not over when the clock is read, it was the word at that
     * moment too, and nothing was there: "nothing" is never spurious.
     *
     * Tests: AfterTest, TickTest, NeverTest.
     */

    /** What comes after the only message. */
    private static final Deadline OVER = Deadline.after(Duration.ZERO);

    private final WaitList receivers = new WaitList();
    private final String flavour;
    /** In nanoseconds; 0 if there is one message only. */
    private final long period;
    private volatile Deadline due;

    private TimerEngine(String flavour, Deadline due, long period) {
        super(0);
        this.flavour = flavour;
        this.due = due;
        this.period = period;
    }

    static TimerEngine after(Duration delay) {
        return new TimerEngine("after", Deadline.after(delay.isNegative() ? Duration.ZERO : delay), 0);
    }

    static TimerEngine tick(Duration period) {
        var first = Deadline.after(period);
        return new TimerEngine("tick", first, first == Deadline.NEVER ? 0 : period.toNanos());
    }

    static TimerEngine never() {
        return new TimerEngine("never", Deadline.NEVER, 0);
    }

    @Override
    Object poll() {
        for (;;) {
            Deadline d = due;
            if (d == OVER) {
                return ENDED;
            }
            if (!d.isOver()) {
                return null;
            }
            // The clock that counts first: so the instant is not before the moment that was asked for.
            long late = -d.remaining();
            var instant = Instant.now().minusNanos(late);
            Deadline next = period == 0 ? OVER : d.plus(period * (late / period + 1)); // may wrap around, as the clock does
            if (DUE.compareAndSet(this, d, next)) {
                return instant;
            }
        }
    }

    @Override
    Object offer(Object message) {
        throw new AssertionError("nobody sends here");
    }

    @Override
    boolean isReady(Side side) {
        return due.isOver();
    }

    @Override
    Object stamp() {
        return due; // not over now: not over before
    }

    @Override
    Deadline due() {
        return due;
    }

    @Override
    Waiters waiters(Side side) {
        return receivers; // there are no others
    }

    @Override
    boolean isWatched() {
        return false; // nobody waits for the receivers of a timer
    }

    @Override
    boolean meets() {
        return false;
    }

    @Override
    void close() {
        // There is nothing to refuse.
    }

    @Override
    void discard() {
        // Nothing is queued.
    }

    @Override
    boolean isClosed() {
        return due == OVER;
    }

    @Override
    String ending(Side gone) {
        return "the only message of " + this + " was taken";
    }

    @Override
    int size() {
        Deadline d = due;
        return d != OVER && d.isOver() ? 1 : 0;
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
        return flavour;
    }

    private static final VarHandle DUE = Fields.handle(MethodHandles.lookup(), "due", Deadline.class);
}
