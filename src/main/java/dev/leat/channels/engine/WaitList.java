package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The operations that wait for a buffer to have a message, or room; woken and served in order of arrival. */
final class WaitList extends Line implements Waiters {
    /*
     * The protocol (names as used everywhere: announce, re-check, park, wake, pass on)
     *
     * A waiter ANNOUNCES itself: it is counted, stands in the line, and is armed. Then it RE-CHECKS whether its
     * operation could proceed now, and only then PARKS. The other side first does what would let a waiter proceed
     * (publishes a message, moves the head, puts the mark of the end) and then looks at isEmpty(); if that is false it
     * WAKES the first waiter that can be woken. All these steps are volatile accesses, so they stand in one total
     * order: either the other side's look comes after the announcement and finds the waiter, or it comes before, and
     * then the re-check comes after the other side's deed and finds that. So no wake-up is lost. It does not matter
     * which of several waiters is woken for which deed, since one that does not need its wake-up passes it on.
     * (jcstress: WakeUpTest; of crowds: CrowdTest.)
     *
     * What the other side looks at is one counter, so that a send to a channel where nobody waits pays one load of a
     * line that hardly ever changes. It is raised before the waiter can be woken; it is lowered by who woke it, or, if
     * it was not woken here, by the waiter when it cannot be woken any more: so it is never less than the number of
     * those who can be. The other order would lose wake-ups: a waker that takes a waiter which has not yet counted
     * itself uses up the count of another one, who is then invisible for a moment. And the sends that follow, before
     * the woken thread runs, find nobody and pay nothing (an unpark costs 6 to 10 us, a load less than 1 ns).
     *
     * Who was woken and does not use it (its time was over, it was interrupted, its handle was closed, it chose
     * another clause) PASSES the wake-up ON: it calls wakeOne() for the next one, who would otherwise sleep beside a
     * message for ever.
     *
     * Order: a waiter keeps its place until its operation is over, also when it was woken in vain because an operation that
     * never waited was faster. (One that waits for a partner too begins again at the end.) Waiters are woken from the front,
     * and one that was woken GIVES WAY to those before it who were woken and have not acted yet, or have acted in vain and wait
     * again: see CourteousWaiter. So those who wait are served in order of arrival. (Where 5,000 virtual threads wait for room
     * in a channel of 128, order costs half of the rate, and three quarters if nobody is told, so that they yield time and
     * again, or if they wait like those who wait for the channel, and are woken by each message in vain.)
     *
     * Who comes and need not wait does not look whether others do, so it may take what one was woken for. That costs the
     * woken one a turn, not its place: it is woken again for the next deed. And who finds nothing to do polls for a while and
     * then stands behind it. So nobody is passed over for ever, unless others never wait and always come first. (Beside three
     * threads that receive without a break, or send, on two processors, one that has to be woken each time did every third
     * to hundredth operation, mostly every fifth: DeliveryStressContract. To have those who come wait behind others would
     * make each operation of a busy channel one of a sleeping thread.)
     *
     * Where thousands wait, a waker would walk past all who were woken before and have no processor yet, for each
     * message. So a waker leaves the waking to them if they are a CROWD. They are counted too, together with those who
     * wait, so that a look tells both. Who was woken counts itself out when it has ACTED; then it looks once more whether
     * there is something to be done, and wakes the next one. That comes later than the deed of a waker which saw it still
     * counted; so who sleeps beside a message is woken by the last of those who are awake, if by nobody before. (That
     * only those look who leave a crowd behind would not do: two could leave it at the same time, of whom one wakes one.)
     *
     * A crowd is many, so that stopped threads seldom are one; but where MANY sleep it is a few more than can run at once, since
     * most of those who are woken beyond that are woken in vain. And virtual threads are all stopped together, if those who
     * sleep keep the carriers. So not all is left to a crowd: of many deeds one wakes somebody in any case, and a stream of
     * messages goes on, whoever is stopped. That is not exact: a stream that ends before, or that a full channel holds up,
     * waits for one of the crowd to act. Two ways to be exact were measured, with 5,000 senders and 5,000 receivers. Waking as
     * many as there is to be done: a quarter of the rate, no capacity, since a few who are awake take many messages in a row.
     * Waking one when the channel is full: half of the rate, at 128.
     *
     * Which deed of many it is the channel's own index tells, nearly: who looks at it a little late may miss it once, but hardly
     * each time. To count deeds here, in a word that all write, took a tenth of the rate (as above, at 128, processors far from
     * each other, medians of three forks in turn: 11.7 and 12.6). They are counted only where there is no index, together with
     * operations that find nothing to do, since one of the crowd acted.
     *
     * Cost: who finds that nobody waits pays one load. A wait that sleeps takes eight locked instructions, or nine if nobody else
     * is in the line: two on its handle's lease, three on the counts, one to be linked, one or two to be unlinked, one on the
     * outcome. The waker does two of them. So the counts and the ends of the line are what all who sleep share, whatever their
     * number; to park and be woken takes a hundred times as long.
     *
     * A thread may be stopped by an Error (a StackOverflowError, most likely) at any step. If it is after its deed, and
     * before it has looked who waits, the next deed makes good for that; but the deed may have been the last one: a channel
     * of one message is empty, its sender sleeps beside the room, and no receiver finds anything. So who finds nothing, or
     * no room, looks who waits too. If a waker is stopped between deciding a wait and unparking the thread, it has not
     * counted that yet: so the next one still looks into the list, walks past the decided waiter, sees that it has not been
     * TOLD, and tells it. (That one counts itself out without having been counted in. From then on everybody looks into the
     * list, and it takes one more to be a crowd.) Who was woken counts itself out also if it is stopped while it leaves its
     * place, and passes on if it is stopped while it looks.
     */

    /**
     * So many were woken and have not acted yet that the next waker leaves it to them. With 5,000 senders and 5,000
     * receivers, virtual threads (JDK 25, 2 processors), a crowd of 8, 16 or 64 was 3 to 5 times as fast as if each waker
     * walks past them.
     */
    static final int CROWD = 64;

    /**
     * So many wait that those who are woken in vain cost more than they help: each takes a turn on a processor from another
     * one. Between 128 of each side, where a small crowd makes no difference, and 500, where it does.
     *
     * <p>Crowd, virtual threads, capacity 1, 100:100, 200:200 and 400:400, messages a us, in turn: 4.8, 5.9 and 6.7; with 128 alike;
     * with 512 400:400 5.1. With 64 6.6 and 7.7, but then four threads that are stopped would be a crowd where 64 wait. Capacity
     * 128: all are within a tenth.
     */
    static final int MANY = 256;

    /**
     * What is a crowd then: twice as many as can run at once, and not so few that one that is stopped is half of it. Those who
     * were woken take many messages in a row, and of a crowd of 64 five in six find none left when they come.
     *
     * <p>Measured as above, with crowds of 64, 8, 4 and 2, messages a us. Capacity 128, processors near each other: 15 to 16.5,
     * 19.5, 17.6 and 21; far: 8 to 10, 9.4, 12 and 11.4. Capacity 1, far: 0.45, 0.55, 0.5 and 0.9. Unbounded: alike. Since those
     * who give way have one timer together, at 128, far, with 8, 4, 2 and 1: 12.2, 13.5, 13.4 and 13.3.
     */
    static final int CROWD_OF_MANY = Math.min(CROWD, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));

    /**
     * Of so many deeds one is not left to a crowd. Measured as above, no capacity: with 64 a sixth of the rate, with 1,024
     * three quarters, with this no loss.
     */
    static final int LEFT_TO_CROWD = 1 << 14;

    private static final long ONE_WAITING = 1;
    private static final long ONE_AWAKE = 1L << 32;

    /** How many wait and can be woken, and, in the upper half, how many were woken and have not acted yet. */
    private volatile long counts;
    /**
     * Operations that found nothing to do, and deeds that have no number, left to a crowd since one of it acted. Plain: it does
     * no harm if one is not counted.
     */
    private int leftToCrowd;

    @Override
    boolean isOver(Place place) {
        Waiter waiter = place.waiter();
        return waiter != null && waiter.isGone();
    }

    boolean isEmpty() {
        return (int) counts == 0;
    }

    private static boolean isCrowdAwake(long counts) {
        int waiting = (int) counts;
        int awake = (int) (counts >> 32);
        return awake >= (waiting < MANY ? CROWD : CROWD_OF_MANY);
    }

    // As what a place is counted is written when it has been counted: an Error in between changes nothing.

    @Override
    public void enlist(Place place) {
        if (place.counted == Place.AWAKE) {
            count(ONE_WAITING - ONE_AWAKE);
            place.counted = Place.WAITING;
            look(place);
        } else {
            count(ONE_WAITING);
            place.counted = Place.WAITING;
        }
        if (!place.listed) {
            place.listed = true;
            append(place);
        }
    }

    @Override
    public boolean announce(Place place) {
        return !place.isReady();
    }

    @Override
    public void retreat(Place place) {
        if (place.counted == Place.WAITING) {
            count(-ONE_WAITING);
            place.counted = Place.UNCOUNTED;
        }
    }

    @Override
    public boolean giveWay(Place place, Deadline limit) {
        return ((CourteousWaiter) place.waiter()).giveWay(this, place, limit); // nobody else stands here
    }

    @Override
    public void leave(Place place) {
        try {
            sweep(place);
        } finally {
            if (place.counted == Place.AWAKE) {
                count(-ONE_AWAKE);
                place.counted = Place.UNCOUNTED;
                look(place);
            }
        }
    }

    @Override
    public boolean isFirst(Place place) {
        return first() == place;
    }

    /** Does what others may have left to one who was woken and has acted: wakes the next one, if it has something to do. */
    private void look(Place place) {
        leftToCrowd = 0;
        if (!isEmpty() && place.isReady()) {
            wakeOne();
        }
    }

    @Override
    public void wakeOne() {
        long now = counts;
        if ((int) now != 0 && (!isCrowdAwake(now) || ++leftToCrowd % LEFT_TO_CROWD == 0)) {
            wakeFirst();
        }
    }

    /** As {@link #wakeOne()}, after a deed that has a number. */
    void wakeOne(long deed) {
        long now = counts;
        if ((int) now != 0 && (!isCrowdAwake(now) || deed % LEFT_TO_CROWD == 0)) {
            wakeFirst();
        }
    }

    private void wakeFirst() {
        Place p = first();
        while (p != null && !wake(p)) {
            p = after(p);
        }
    }

    /** Wakes a waiter, or sees to it that one whose wait is decided is told. Returns false if it was decided before. */
    boolean wake(Place place) {
        boolean decided = place.waiter().decide(place);
        if (decided) {
            count(ONE_AWAKE - ONE_WAITING);
        } else {
            place.waiter().completeWaking();
        }
        return decided;
    }

    @Override
    public void wakeAll() {
        for (Place p = first(); p != null; p = after(p)) {
            wake(p);
        }
    }

    @Override
    public void wakeAllOf(Lease lease) {
        if (isEmpty()) {
            return;
        }
        for (Place p = first(); p != null; p = after(p)) {
            if (p.uses(lease)) {
                wake(p);
            }
        }
    }

    private void count(long change) {
        long before = (long) COUNTS.getAndAdd(this, change);
        assert (int) before + (int) change >= 0;
    }

    private static final VarHandle COUNTS = Fields.handle(MethodHandles.lookup(), "counts", long.class);
}
