package dev.leat.channels.engine;

/**
 * The engine of rendezvous channels: a line of those who wait, in order of arrival, to be met by the other side, and slots for
 * those who do not wait yet.
 */
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
     * appended meanwhile makes the CAS of the last link fail. Or the last node is of its own side, and not of both, alive or
     * not: when that one was appended, nobody of the other side was alive, and none has come since. (That is looked at first
     * if anybody is there, and again where the walk comes to somebody alive of the own side.) So a sender and a receiver are
     * never in the list together, unmet: no wake-up can be lost.
     *
     * Selects that wait with both sides
     *
     * A select may stand in the list with places of both sides; so its own do not count for each other, and behind a
     * place of such a one may stand somebody whom that one is not to meet, but who comes is. Therefore who comes walks
     * past it, and it is no proof for who appends behind it. (The places of a select that waits with one side only are as those
     * of any others, also to itself.)
     *
     * Two of them, A and B, that append their first places at the same time would each find the other one when they
     * come to their second places, and both would retreat, time and again. So who finds, behind its own first place, a
     * place of another one of both sides, does not retreat: that one came later and is not done announcing itself; when
     * it comes to the place that could meet A's first one, it finds that in front of its own, and retreats. It has not
     * arrived before it has announced all its places, so nobody has missed it.
     *
     * Who does not wait yet
     *
     * For two threads that both run, a place in the line costs more than their meeting: an object that is made by one
     * processor and written by the other, and the line's head and tail. So who comes and finds nobody POLLS for some spins
     * first (see Patience), and is not announced meanwhile, unless somebody stands in the line already. A receiver looks at
     * the line, and at the SLOTS. A sender OFFERS its message in one of them, by a CAS from null, and looks whether it is still
     * there. A receiver takes it by a CAS back to null. If nobody has taken it when the spins are over, the sender WITHDRAWS
     * it, by the same CAS, and goes to the line. So that meeting is one CAS too, and again it takes place on both sides or on
     * neither.
     *
     * Only one sender offers in a slot, until it knows what became of that; else it goes to the line: see Offers. So it can
     * tell its own offer from another one's of the same object. Not so a receiver that is late: if it takes the same object,
     * offered by somebody else meanwhile, then that is what it receives.
     *
     * An offer is not an arrival. A sender arrives when its message is taken from the slot, or when it stands in the line.
     * So the answer that nobody is there depends on the line alone: no message was there at the moment of the look, whatever
     * is offered. (It must be so: an offer may be withdrawn when the line has been seen empty and the slots have not been
     * looked at yet, to stand in the line then.) A receiver that lingers has not arrived either: trySend does not find it.
     *
     * No wake-up is lost: an offer lasts for some spins, and then its sender comes to the line. So that nobody waits for
     * that if the sender is suspended, a sender looks into the line after it has offered, and a receiver looks into the slots
     * after it has announced itself. So one of them sees the other: the sender withdraws its offer and meets the receiver,
     * or the receiver ends its wait and takes the offer; and if both do, and miss each other, the sender does not offer
     * again in this operation, and comes to the line. A sender that is suspended while it offers keeps nobody from anything:
     * every receiver that comes finds its message, and those who wait already are met by other senders. Whether its handle is
     * still open, who offers sees for itself, at each look; so its message may be received until it does.
     *
     * If an Error stops the sender while it offers, the send throws, though its message was received; and if the Error keeps it
     * from withdrawing the message, that may be received yet, and the slot is out of use until then, or for good. If an Error
     * stops a receiver that has taken a message before it can return that, the message is gone.
     *
     * Order: the line is in order of arrival, and who comes takes the first one alive. So waiting senders, and waiting
     * receivers, are served in order. Nobody offers who finds somebody in the line, and receivers look there before they look
     * into the slots. So who waits is passed over only by those whose offers were there when it came, and once by each sender,
     * and at the taking by each receiver, that found the line empty just before it came, and was suspended then. And one that
     * saw an offer, and missed it, comes again at the end.
     *
     * The end is a mark behind the last place; nothing is appended to it. Who finds it puts others in the slots, wakes all
     * who still wait, and only then tells the end: so nobody can be met after somebody has seen the end, even if the closer is
     * suspended. (So does a sender that finds its offer refused.) The mark in a slot is REFUSED in place of an offer, whose
     * sender learns it so; in place of null it is NOTHING, which tells a sender that has offered before that its message was
     * taken. Neither is ever replaced.
     *
     * An Error may stop one that has decided a wait before it has told the thread. Whoever comes across that waiter then sees
     * to it: who walks past it, who wakes others, and who unlinks it, after which nobody else would. (Until somebody comes, it
     * sleeps on.)
     *
     * The list, and how those whose waits are decided leave it, is told at Line. A waiter lets go of its thread and
     * message when its operation is over, so what is left for a while is small.
     *
     * Cost and progress: lock-free, since nobody waits for one who offers. A meeting at a slot is two CASes, on one line that
     * goes to the receiver and comes back, and one more of a line of the senders' at the slot that they share; a message
     * allocates nothing. In the line who comes first allocates its waiter, which is its place too, counts that at its lease, and
     * appends by one CAS; who comes second decides by another one, and unlinks the place, if it is the first, by one more, or
     * two if it is the only one. Who waits yields, then parks, and is unparked only if it did. A slot, or the line's ends, are
     * one hot line of both sides: there is no way around it where each message needs an agreement. So more processors do not
     * make more meetings than two pairs, each with a slot: on a simulated machine (ScaleTest) one takes the time of 4 to 6
     * transfers of a line with one pair, 3 with two, 7 to 12 with four and eight, as in the line, and 11 to 16 with sixteen,
     * while the lines that an operation asks for grow from 2 to 30.
     *
     * Without slots, in turn, JDK 25, 2 processors, messages a us: Rendezvous 1:1 6.8 and 12.6 (virtual), 3.2 and 4.7
     * (platform), 4:4 6.2 and 10.1, 3.4 and 8.5; a round trip of RendezvousPingPong 0.37 and 0.18 us, 0.96 and 0.29 us.
     *
     * Rejected: one word only, in which a mark says that an offer was taken, until its sender makes the slot free: two CASes
     * of the sender on the line that receivers poll. In turn with what is here, twelve forks each, where a line takes 115 ns
     * there and back: Rendezvous 1:1 3.4 and 4.1 (virtual), 3.2 and 3.7 (platform), 4:4 3.3 and 3.8, 3.7 and 4.1. To begin
     * with some pauses without a look, since the answer takes its time: 10 to 40 % more there in one series, nothing in
     * another, and a third less where the processors share a core. Other ways to tell an offer from another one's: see Offers.
     * To yield while one offers, and not to yield in the line: see WaitPolicy. A list for each side, where who announces itself
     * looks into the other list once more: two who have both announced themselves must then agree which of them completes the
     * other, which needs a second phase.
     *
     * Tests: RendezvousEngineTest and SelectWaiterTest (one step at a time), the jcstress project, the stress tests,
     * ScaleTest.
     */

    private static final Object RECEIVED = SENT;

    /**
     * So many waits that are over are walked past before they are unlinked: else a select of many clauses that receive here,
     * whose time is over, would walk past all of its own once for each. 16,384 of them: 960 ms, and 2 ms. (Rendezvous, 1:1 and
     * 4:4, is alike; with 1 it is up to a tenth slower.)
     */
    private static final int MANY_OVER = 32;

    /** Lies behind the last waiter of a closed channel; nothing is ever appended to it. */
    private static final Place CLOSED = new Place();

    final Line line = new Line() {
        @Override
        boolean isOver(Place place) {
            Waiter waiter = place.waiter();
            return waiter != null && !waiter.isWaiting();
        }

        @Override
        void beforeUnlinking(Place place) {
            place.waiter().completeWaking();
        }
    };

    final Offers offers = new Offers();

    @Override
    Object poll() {
        Object result = line.isVacant() ? null : meet(Side.RECEIVER, null);
        return result != null ? result : offers.take();
    }

    @Override
    Object offer(Object message) {
        return line.isVacant() ? null : meet(Side.SENDER, message);
    }

    @Override
    Object linger(Lease lease, Object message, Deadline deadline) {
        if (message != null) {
            return hand(lease, message);
        }
        return line.first() == null ? look(lease) : null; // who stands there is met before
    }

    /** Looks for a message for a while. Returns as {@link #linger}. */
    private Object look(Lease lease) {
        int spins = WaitPolicy.OFFER.spins(patience, 1);
        Object result = null;
        for (int poll = 0; result == null && WaitPolicy.OFFER.pause(poll, spins, Deadline.NEVER); poll++) {
            if (!lease.isOpen()) {
                return Blocking.CLOSED;
            }
            result = poll();
        }
        patience.learn(result != null);
        return result;
    }

    /** Offers a message for a while. Returns as {@link #linger}: null also if nobody was to know of the offer. */
    private Object hand(Lease lease, Object message) {
        if (line.first() != null) {
            return null;
        }
        var policy = WaitPolicy.OFFER;
        int spins = policy.spins(patience, 1); // not before: it may be a trial
        OfferSlot slot = spins == 0 ? null : offers.begin(message);
        if (slot == null) {
            return null;
        }
        boolean polls = false;
        Object result;
        try {
            polls = line.first() == null; // else somebody began to wait before it could see the offer
            int poll = 0;
            while (polls && slot.content == message && policy.pause(poll, spins, Deadline.NEVER) && lease.isOpen()) {
                poll++;
            }
        } finally { // also if an Error has stopped this thread
            result = endOffer(slot, message);
        }
        if (polls) {
            patience.learn(result != null);
        }
        return result != null || lease.isOpen() ? result : Blocking.CLOSED;
    }

    /** Ends an offer. Returns what became of it, or null if it was withdrawn. */
    Object endOffer(OfferSlot slot, Object message) {
        Object result = slot.end(message);
        if (result == ENDED) {
            end(); // nobody is met after this sender has told the end
        }
        return result;
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
                line.unlink(p);
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
        // Not where nobody is there: to find the last one takes a look at one that has left.
        if (own != null && !line.isVacant() && appendsBehindOwnSide(side, own)) {
            return null;
        }
        int over = 0;
        boolean behindOwn = false; // who comes now in the line came later than the own operation
        for (Place p = line; ; ) {
            Place n = line.behind(p);
            if (n == null) { // nobody to be met from the head to here
                if (own == null && over > 0) {
                    line.sweep(null); // so that who comes next sees at a glance that nobody is there, and polls
                }
                if (own == null || line.append(p, own)) {
                    return null;
                }
            } else if (n == p) {
                p = line;
                behindOwn = false;
            } else if (n == CLOSED) {
                end(); // nobody is met after somebody has seen the end
                return CLOSED;
            } else {
                p = n;
                Waiter w = n.waiter();
                if (!w.isWaiting()) {
                    w.completeWaking();
                    if (++over == MANY_OVER) {
                        line.sweep(null);
                    }
                } else if (own != null && own.isOfBothSides() && w == own.waiter()) {
                    behindOwn = true; // and it never meets itself
                } else if (!n.isOf(side)) {
                    if (!behindOwn || !n.isOfBothSides()) {
                        return n;
                    }
                } else if (!n.isOfBothSides()) {
                    if (own == null || appendsBehindOwnSide(side, own)) {
                        return null;
                    }
                }
            }
        }
    }

    /** Appends a place if the last one was appended as one of the same side, so that nobody of the other side is alive. */
    private boolean appendsBehindOwnSide(Side side, Place own) {
        Place last = line.last();
        return last.isOf(side) && !last.isOfBothSides() && line.append(last, own);
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
        return place.lease().side == Side.SENDER || offers.isEmpty();
    }

    @Override
    public void retreat(Place place) {
        // Nothing is counted.
    }

    @Override
    public boolean giveWay(Place place, Deadline limit) {
        return true; // who is woken here is told of an end, or of its own handle's
    }

    @Override
    public void leave(Place place) {
        line.sweep(place);
    }

    @Override
    public boolean isFirst(Place place) {
        return line.first() == place;
    }

    @Override
    public void wakeOne() {
        // Nothing to pass on: who is woken here is told of an end, of which all are told whom it concerns.
    }

    @Override
    public void wakeAll() {
        for (Place p = line.first(); p != null && p != CLOSED; p = line.after(p)) {
            wake(p);
        }
        line.sweep(null);
    }

    @Override
    public void wakeAllOf(Lease lease) {
        for (Place p = line.first(); p != null && p != CLOSED; p = line.after(p)) {
            if (p.uses(lease)) {
                wake(p);
            }
        }
    }

    /** Ends a wait, or sees to it that one whose wait is decided is told: see {@link Waiter#completeWaking}. */
    private static void wake(Place place) {
        if (!place.waiter().decide(place)) {
            place.waiter().completeWaking();
        }
    }

    @Override
    boolean isReady(Side side) {
        return side == Side.RECEIVER && !offers.isEmpty() || partner(side, null) != null;
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
        return MeetingWaiter.of(this, lease, message);
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
        end();
    }

    /** Does what follows from the mark in the line: refuses what is offered now or later, and wakes all who wait. */
    private void end() {
        offers.refuse();
        wakeAll();
    }

    @Override
    boolean isClosed() {
        if (line.last() != CLOSED) {
            return false;
        }
        end(); // who is told of the end here must not see anybody met after it
        return true;
    }

    @Override
    int size() {
        return 0;
    }

    @Override
    int ready() {
        int senders = 0;
        for (Place p = line; ; ) {
            Place n = line.behind(p);
            if (n == null || n == CLOSED) {
                return senders;
            }
            if (n == p) { // unlinked meanwhile: count again
                senders = 0;
                p = line;
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
