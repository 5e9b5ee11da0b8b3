package dev.leat.channels.engine;

/** The engine of rendezvous channels: a list of those who wait, in order of arrival, to be met by the other side. */
final class RendezvousEngine extends Engine implements Waiters {
    /*
     * The idea
     *
     * A dual queue (Scherer and Scott, "Nonblocking Concurrent Data Structures with Condition Synchronization", DISC
     * 2004): one linked list of waiters, in which at any time all who are ALIVE, that is, whose wait is not decided,
     * are of one side. Who comes MEETS the first one alive of the other side, or, if there is none, appends itself and
     * waits.
     *
     * A meeting is one CAS: on the outcome of the one who waits. The sender that comes puts its message there; the
     * receiver that comes puts a receipt there, and has read the waiting sender's message before. Giving up, being
     * woken because a handle was closed, and being met are decided by the same CAS, so a meeting takes place on both
     * sides or on neither, and a message that was withdrawn is never received.
     *
     * Why it is right
     *
     * Invariant: when a node is appended, nobody of the other side is alive in the list. Either the appender has
     * walked from the head to the last node and found nobody alive; waits do not come alive again, and a node that was
     * appended meanwhile makes the CAS of the last link fail. Or it met somebody alive of its own side; then it
     * appends behind the last node, if that is of its own side too: when that one was appended, nobody of the other
     * side was alive, and none has come since. (If the last one is of the other side, or has left, the walk goes on.) So a
     * sender and a receiver are never in the list together, unmet: no wake-up can be lost.
     *
     * Selects that wait with both sides
     *
     * A select may stand in the list with places of both sides; so its own do not count for each other, and behind a
     * place of such a one may stand somebody whom that one is not to meet, but who comes is. Therefore who comes walks
     * past it, and it is no proof for who appends behind it.
     *
     * Two of them, A and B, that append their first places at the same time would each find the other one when they
     * come to their second places, and both would retreat, time and again. So who finds, behind its own first place, a
     * place of another one of both sides, does not retreat: that one came later and is not done announcing itself; when
     * it comes to the place that could meet A's first one, it finds that in front of its own, and retreats. It has not
     * arrived before it has announced all its places, so nobody has missed it.
     *
     * Order: the list is in order of arrival, and who comes takes the first one alive. So waiting senders, and waiting
     * receivers, are served in order.
     *
     * The end is a mark behind the last node; nothing is appended to it. Who finds it first wakes all who still wait,
     * and only then tells the end: so nobody can be met after somebody has seen the end, even if the closer is
     * suspended.
     *
     * The list, and how those whose waits are decided leave it, is told at Line. A waiter lets go of its thread and
     * message when its operation is over, so what is left for a while is small.
     *
     * Cost and progress: lock-free. Who comes first allocates its waiter, which is its place too, and appends by one CAS; who comes
     * second decides by another one, and unlinks the place by two more. Who waits polls its own outcome, then parks, and
     * is unparked only if it did. The list's ends are one hot line of both sides: there is no way around it where each
     * message needs an agreement. So more processors do not make more meetings: on a simulated machine (ScaleTest) one
     * takes the time of 7 to 11 transfers of a line with one pair as with eight, 11 to 15 with sixteen, while the lines that
     * an operation asks for grow from 3 or 5 to 30.
     *
     * Rejected: a list for each side, where who announces itself looks into the other list once more: two who have
     * both announced themselves must then agree which of them completes the other, which needs a second phase.
     *
     * Tests: RendezvousEngineTest and SelectWaiterTest (one step at a time), the jcstress project, the stress tests,
     * ScaleTest.
     */

    private static final Object RECEIVED = SENT;

    /** Lies behind the last waiter of a closed channel; nothing is ever appended to it. */
    private static final Place CLOSED = new Place();

    final Line line = new Line() {
        @Override
        boolean isOver(Place place) {
            Waiter waiter = place.waiter();
            return waiter != null && !waiter.isWaiting();
        }
    };

    @Override
    Object poll() {
        return meet(Side.RECEIVER, null);
    }

    @Override
    Object offer(Object message) {
        return meet(Side.SENDER, message);
    }

    /** Completes the operation of the first waiter of the other side. Returns null if there is none. */
    private Object meet(Side side, Object message) {
        for (Place p = partner(side, null); p != null; p = partner(side, null)) {
            if (p == CLOSED) {
                return ENDED;
            }
            Object theirs = p.message();
            Waiter w = p.waiter();
            if (w.decide(w.meeting(p, side == Side.SENDER ? message : RECEIVED))) {
                line.sweep(null);
                return side == Side.SENDER ? SENT : theirs;
            }
        }
        return null;
    }

    /**
     * Returns the first place of the other side that can be met, the mark if the channel has ended, or null. If null, and
     * a place of the own side was given, that was appended, in one step with the answer.
     */
    private Place partner(Side side, Place own) {
        boolean behindOwn = false; // who comes now in the line came later than the own operation
        for (Place p = line.head(); ; ) {
            Place n = line.behind(p);
            if (n == null) { // nobody to be met from the head to here
                if (own == null || line.append(p, own)) {
                    return null;
                }
            } else if (n == p) {
                p = line.head();
                behindOwn = false;
            } else if (n == CLOSED) {
                wakeAll(); // nobody is met after somebody has seen the end
                return CLOSED;
            } else {
                p = n;
                Waiter w = n.waiter();
                if (!w.isWaiting()) {
                    w.completeWaking();
                } else if (own != null && w == own.waiter()) {
                    behindOwn = own.isOfBothSides(); // and it never meets itself
                } else if (!n.isOf(side)) {
                    if (!behindOwn || !n.isOfBothSides()) {
                        return n;
                    }
                } else if (!n.isOfBothSides()) {
                    if (own == null) {
                        return null;
                    }
                    Place last = line.last();
                    // Was it appended as one of the own side, nobody of the other side was waiting before it. (Who has left
                    // is of no side, and the walk goes on.)
                    if (last.isOf(side) && !last.isOfBothSides() && line.append(last, own)) {
                        return null;
                    }
                }
            }
        }
    }

    @Override
    public void enlist(Place place) {
        // There is no place without a meeting being possible: see announce.
    }

    @Override
    public boolean announce(Place place) {
        if (partner(place.lease().side, place) != null) {
            return false; // to be met by an attempt, when the own wait is over: so one CAS decides that too
        }
        place.listed = true;
        return true;
    }

    @Override
    public void retreat(Place place) {
        // Nothing is counted.
    }

    @Override
    public void giveWay(Place place, Deadline limit) {
        // Who is woken here is told of an end.
    }

    @Override
    public void leave(Place place) {
        line.sweep(place);
    }

    @Override
    public void wakeOne() {
        // Nothing to pass on: who is woken here is told of an end, of which everybody is told.
    }

    @Override
    public void wakeAll() {
        for (Place p = line.first(); p != null && p != CLOSED; p = line.after(p)) {
            p.waiter().decide(p);
        }
        line.sweep(null);
    }

    @Override
    public void wakeAllOf(Lease lease) {
        for (Place p = line.first(); p != null && p != CLOSED; p = line.after(p)) {
            if (p.uses(lease)) {
                p.waiter().decide(p);
            }
        }
    }

    @Override
    boolean isReady(Side side) {
        return partner(side, null) != null;
    }

    @Override
    Object stamp() {
        return line.stamp(); // without an announcement nobody begins to wait
    }

    @Override
    Waiters waiters(Side side) {
        return this;
    }

    @Override
    Waiter waiter(Lease lease, Object message) {
        return new MeetingWaiter(this, lease, message);
    }

    @Override
    boolean meets() {
        return true;
    }

    @Override
    void close() {
        for (Place last = line.last(); last != CLOSED && !line.link(last, CLOSED); last = line.last()) {
            // somebody was faster
        }
    }

    @Override
    void discard() {
        // nothing is ever queued
    }

    @Override
    boolean isClosed() {
        if (line.last() != CLOSED) {
            return false;
        }
        wakeAll(); // who is told of the end here must not see anybody met after it
        return true;
    }

    @Override
    int size() {
        return 0;
    }

    @Override
    int ready() {
        int senders = 0;
        for (Place p = line.head(); ; ) {
            Place n = line.behind(p);
            if (n == null || n == CLOSED) {
                return senders;
            }
            if (n == p) { // unlinked meanwhile: count again
                senders = 0;
                p = line.head();
            } else {
                p = n;
                if (n.isOf(Side.SENDER) && n.waiter().isWaiting()) {
                    senders++;
                }
            }
        }
    }

    @Override
    int capacity() {
        return 0;
    }

    @Override
    boolean isBounded() {
        return true;
    }

    @Override
    String flavour() {
        return "rendezvous";
    }
}
