package dev.leat.channels.engine.scale;

import dev.leat.channels.engine.scale.Machine.Line;
import dev.leat.channels.engine.scale.Machine.Processor;

/**
 * The steps of RendezvousEngine, Offers, Line and Waiter, for operations on one open channel that are met before they park:
 * with or without the slots.
 */
final class RendezvousModel {
    private static final int POLL = 30; // cycles
    private static final int SPINS = 2048;

    /** A place and its waiter, which are one object. */
    private static final class Place {
        final Line line;
        final boolean sends;
        boolean waits = true;
        Place next;

        Place(Line line, boolean sends) {
            this.line = line;
            this.sends = sends;
        }
    }

    private final Machine machine;
    private final Place head; // in one line with the tail
    private Place tail;

    private final class Slot {
        final Line line = machine.new Line(null);
        boolean hasOffer;

        boolean cas(Processor p, boolean from, boolean to) {
            p.atomic(line);
            boolean done = hasOffer == from;
            hasOffer = done ? to : hasOffer;
            return done;
        }

        boolean take(Processor p) {
            p.read(line);
            return hasOffer && cas(p, true, false);
        }
    }

    private final boolean hasSlots;
    private final Slot own;
    private Processor owner;
    private final Slot shared;
    private final Line offeringLine;
    private boolean offering;

    RendezvousModel(Machine machine, boolean hasSlots) {
        this.machine = machine;
        this.hasSlots = hasSlots;
        own = new Slot();
        shared = new Slot();
        offeringLine = machine.new Line(null);
        head = new Place(machine.new Line(null), false);
        tail = head;
    }

    /** Sends or receives one message. */
    void operate(Processor p, boolean sends) {
        for (;;) {
            for (Place other = partner(p, sends, null); other != null; other = partner(p, sends, null)) {
                if (decide(p, other)) {
                    sweep(p);
                    return;
                }
            }
            if (hasSlots && (sends ? hand(p) : linger(p))) {
                return;
            }
            var own = new Place(machine.new Line(p), sends);
            if (partner(p, sends, own) == null) {
                await(p, own);
                return;
            }
            p.atomic(own.line); // disarmed, to be tried once more
            p.fenced(own.line); // gone
        }
    }

    private boolean hand(Processor p) {
        if (behind(p, head) != null) {
            return false;
        }
        owner = owner == null ? p : owner;
        Slot slot = owner == p ? own : shared;
        if (slot == shared && !claim(p)) {
            return false;
        }
        p.read(slot.line);
        boolean begun = !slot.hasOffer && slot.cas(p, false, true);
        if (begun && behind(p, head) == null) {
            p.read(slot.line);
            for (int poll = 0; slot.hasOffer && poll < SPINS; poll++) {
                p.local(POLL);
                p.read(slot.line);
            }
        }
        boolean taken = begun && !(slot.hasOffer && slot.cas(p, true, false));
        if (slot == shared) {
            p.store(offeringLine, () -> offering = false);
        }
        return taken;
    }

    private boolean claim(Processor p) {
        p.read(offeringLine);
        if (offering) {
            return false;
        }
        p.atomic(offeringLine);
        boolean claimed = !offering;
        offering = true;
        return claimed;
    }

    private boolean linger(Processor p) {
        for (int poll = 0; poll < SPINS; poll++) {
            p.local(POLL);
            if (behind(p, head) != null) {
                Place other = partner(p, false, null);
                if (other != null && decide(p, other)) {
                    sweep(p);
                    return true;
                }
            }
            if (own.take(p) || shared.take(p)) {
                return true;
            }
        }
        return false;
    }

    private void await(Processor p, Place own) {
        for (p.read(own.line); own.waits; p.read(own.line)) {
            p.local(POLL);
        }
        p.store(own.line, () -> { }); // disarmed
        p.fenced(own.line); // gone
    }

    private boolean decide(Processor p, Place other) {
        p.read(other.line);
        if (!other.waits) {
            return false;
        }
        p.atomic(other.line);
        boolean decided = other.waits;
        other.waits = false;
        p.read(other.line); // is it parked?
        return decided;
    }

    private Place partner(Processor p, boolean sends, Place own) {
        for (Place at = head; ; ) {
            Place n = behind(p, at);
            if (n == null) {
                if (own == null || append(p, at, own)) {
                    return null;
                }
            } else if (n == at) {
                at = head;
            } else {
                at = n;
                p.read(n.line);
                if (n.waits && n.sends != sends) {
                    return n;
                }
                if (n.waits) {
                    if (own == null) {
                        return null;
                    }
                    Place last = last(p);
                    if (last != head && last.sends == sends && append(p, last, own)) {
                        return null;
                    }
                }
            }
        }
    }

    // The list, as in Line.

    private Place behind(Processor p, Place at) {
        p.read(at.line);
        Place n = at.next;
        if (at == head) {
            for (; isSealed(p, n); n = head.next) {
                p.read(head.line);
                if (head.next == n) {
                    return null;
                }
            }
        }
        return n;
    }

    private boolean isSealed(Processor p, Place place) {
        if (place == null) {
            return false;
        }
        p.read(place.line);
        return place.next == place;
    }

    private Place last(Processor p) {
        p.read(head.line);
        for (Place at = tail; ; ) {
            Place n = behind(p, at);
            if (n == null) {
                return at;
            }
            at = n != at ? n : head;
        }
    }

    private boolean append(Processor p, Place last, Place own) {
        p.read(last.line);
        Place n = last.next;
        boolean linked = (n == null || last == head && isSealed(p, n)) && casNext(p, last, n, own);
        if (linked) {
            p.store(head.line, () -> tail = own);
        }
        return linked;
    }

    private void sweep(Processor p) {
        for (Place n = behind(p, head); n != null; n = behind(p, head)) {
            p.read(n.line);
            Place q = n.next;
            if (n.waits) {
                return;
            }
            if (q == null) {
                if (casNext(p, n, null, n)) {
                    casNext(p, head, n, null);
                    return;
                }
            } else if (q != n && casNext(p, head, n, q)) {
                p.fenced(n.line);
                n.next = n;
            }
        }
    }

    private boolean casNext(Processor p, Place place, Place from, Place to) {
        p.atomic(place.line);
        boolean done = place.next == from;
        place.next = done ? to : place.next;
        return done;
    }
}
