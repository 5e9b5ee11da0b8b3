package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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
     * side was alive, and none has come since. (If the last one is of the other side, everything has changed
     * meanwhile, and the walk begins again.) So a sender and a receiver are never in the list together, unmet: no
     * wake-up can be lost.
     *
     * Order: the list is in order of arrival, and who comes takes the first one alive. So waiting senders, and waiting
     * receivers, are served in order.
     *
     * The end is a mark behind the last node; nothing is appended to it. Who finds it first wakes all who still wait,
     * and only then tells the end: so nobody can be met after somebody has seen the end, even if the closer is
     * suspended.
     *
     * Decided nodes are unlinked: those at the front by whoever meets, all by who withdraws or wakes; the last node
     * stays until another one is appended, for an unlinked last node would take the next one with it. An unlinked node
     * points at itself, for the reason told at Segment.unlink; who stands on it starts again at the head. That must not
     * cut off who is alive: a neighbour p of n that is unlinked at the same time could link n once more. So who unlinks
     * sees a node decided first and reads its link afterwards; and n points at itself only if p, after its link was
     * moved past n, was still alive (or the head): then whoever unlinks p reads a link that is past n already. Otherwise
     * n keeps its link, and is unlinked later if need be. A waiter lets go of its thread and message when its operation
     * is over, so what is left for a while is small.
     *
     * Cost and progress: lock-free. Who comes first allocates its waiter and its node, and appends by one CAS; who comes
     * second decides by another one. Who waits polls its own outcome, then parks, and is unparked only if it did. The
     * list's ends are the hot lines of both sides; there is no way around one hot line where each message needs an
     * agreement.
     *
     * Rejected: a list for each side, where who announces itself looks into the other list once more: two who have
     * both announced themselves must then agree which of them completes the other, which needs a second phase.
     *
     * Tests: RendezvousEngineTest (one step at a time), the jcstress project, the stress tests.
     */

    private static final Object RECEIVED = SENT;

    /** One place in the list. */
    private static final class Node {
        final Waiter waiter; // null for the list's first node and its mark
        volatile Node next; // itself when unlinked

        Node(Waiter waiter) {
            this.waiter = waiter;
        }

        boolean isAlive() {
            return waiter != null && waiter.outcome() == null;
        }

        boolean isOf(Side side) {
            return waiter != null && waiter.lease.side == side;
        }

        boolean casNext(Node from, Node to) {
            return NEXT.compareAndSet(this, from, to);
        }
    }

    /** Lies behind the last waiter of a closed channel; nothing is ever appended to it. */
    private static final Node CLOSED = new Node(null);

    private final Node head = new Node(null);
    private volatile Node tail = head;

    @Override
    Object poll() {
        return meet(Side.RECEIVER, null, null);
    }

    @Override
    Object offer(Object message) {
        return meet(Side.SENDER, message, null);
    }

    /**
     * Completes the operation of the first waiter of the other side. If there is none, appends a node for the own
     * operation, if one was given.
     */
    private Object meet(Side side, Object message, Node own) {
        for (Node p = head; ; ) {
            Node n = p.next;
            if (n == null) { // nobody alive from the head to here
                if (own == null || p.casNext(null, own)) {
                    return appended(own);
                }
            } else if (n == p) {
                p = head;
            } else if (n == CLOSED) {
                wakeAll(); // nobody is met after somebody has seen the end
                return ENDED;
            } else {
                p = n;
                Waiter w = n.waiter;
                if (w.outcome() != null) {
                    w.completeWaking();
                    continue;
                }
                if (w.lease.side != side) {
                    Object theirs = w.message();
                    if (w.decide(side == Side.SENDER ? message : RECEIVED)) {
                        sweep(false);
                        return side == Side.SENDER ? SENT : theirs;
                    }
                } else if (own == null) {
                    return null;
                } else {
                    Node last = last();
                    if (last == CLOSED) {
                        wakeAll();
                        return ENDED;
                    }
                    // Was the last one appended as one of the own side, nobody of the other side was alive before it.
                    if (last.isOf(side) && last.casNext(null, own)) {
                        return appended(own);
                    }
                    p = head;
                }
            }
        }
    }

    private Object appended(Node own) {
        if (own != null) {
            TAIL.setRelease(this, own);
        }
        return null;
    }

    /** Returns the last node, or the mark. */
    private Node last() {
        for (Node p = tail; ; ) {
            Node n = p.next;
            if (n == null) {
                return p;
            }
            p = n != p ? n : head;
        }
    }

    /** Unlinks nodes whose waiters are decided, as far as the first other one, or everywhere. The last node stays. */
    private void sweep(boolean everywhere) {
        for (Node p = head; ; ) {
            Node n = p.next;
            if (n == null) {
                return;
            }
            if (n == p) {
                p = head;
            } else if (n.isAlive()) {
                if (!everywhere) {
                    return;
                }
                p = n;
            } else {
                Node q = n.next; // read after n was seen decided: see above
                if (q == null) {
                    return;
                }
                if (q == n) { // unlinked meanwhile
                    p = head;
                } else if (p.casNext(n, q) && (p == head || p.isAlive())) {
                    NEXT.setRelease(n, n);
                }
            }
        }
    }

    @Override
    public void add(Waiter waiter, boolean first) {
        Object result = meet(waiter.lease.side, waiter.message(), new Node(waiter));
        if (result != null) {
            waiter.decide(result);
        }
    }

    @Override
    public boolean withdraw(Waiter waiter) {
        if (!waiter.withdraw()) {
            return false;
        }
        sweep(true);
        return true;
    }

    @Override
    public void wakeOne() {
        // Nothing to pass on: who is woken here is told of an end, of which everybody is told.
    }

    @Override
    public void wakeAll() {
        wakeAllOf(null);
    }

    @Override
    public void wakeAllOf(Lease lease) {
        for (Node p = head; ; ) {
            Node n = p.next;
            if (n == null || n == CLOSED) {
                break;
            }
            if (n == p) {
                p = head;
            } else {
                p = n;
                if (lease == null || n.waiter.lease == lease) {
                    n.waiter.decide(Waiter.WOKEN);
                }
            }
        }
        sweep(true);
    }

    @Override
    boolean isReady(Side side) {
        return false; // who is announced has been met, or is going to be
    }

    @Override
    Waiters waiters(Side side) {
        return this;
    }

    @Override
    boolean meets() {
        return true;
    }

    @Override
    void close() {
        for (Node last = last(); last != CLOSED && !last.casNext(null, CLOSED); last = last()) {
            // somebody was faster
        }
    }

    @Override
    void discard() {
        // nothing is ever queued
    }

    @Override
    boolean isClosed() {
        if (last() != CLOSED) {
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
        for (Node p = head; ; ) {
            Node n = p.next;
            if (n == null || n == CLOSED) {
                return senders;
            }
            if (n == p) { // unlinked meanwhile: count again
                senders = 0;
                p = head;
            } else {
                p = n;
                if (n.isAlive() && n.isOf(Side.SENDER)) {
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

    private static final VarHandle NEXT;
    private static final VarHandle TAIL;

    static {
        try {
            var lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Node.class, "next", Node.class).withInvokeExactBehavior();
            TAIL = lookup.findVarHandle(RendezvousEngine.class, "tail", Node.class).withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
