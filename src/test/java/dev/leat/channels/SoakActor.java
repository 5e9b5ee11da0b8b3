package dev.leat.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One thread of a soak round. It does at random whatever a user may do with the two ends of some channels, and keeps
 * account of it. Others may interrupt it and close its handles.
 */
final class SoakActor {
    private static final int STEPS = 300;
    private static final Throwable CAUSE = new Throwable("the actor's cause");

    private final int id;
    private final List<Channel<Numbered>> roots;
    private final boolean patient;
    private final boolean forgetful;
    private final SplittableRandom random;
    private final SoakTally tally = new SoakTally();

    private final AtomicReferenceArray<Sender<Numbered>> senders;
    private final AtomicReferenceArray<Receiver<Numbered>> receivers;

    private int number;
    private final BitSet sent = new BitSet();
    private final List<List<Numbered>> received = new ArrayList<>();

    /**
     * Makes an actor with its own handles of all channels.
     *
     * @param patient   whether it waits only for what is sure to come: for room, since somebody else always receives,
     *                  and when its senders are closed, for messages
     * @param forgetful whether it drops handles without closing them now and then
     */
    SoakActor(int id, List<Channel<Numbered>> roots, boolean patient, boolean forgetful, SplittableRandom random) {
        this.id = id;
        this.roots = roots;
        this.patient = patient;
        this.forgetful = forgetful;
        this.random = random;
        senders = new AtomicReferenceArray<>(roots.size());
        receivers = new AtomicReferenceArray<>(roots.size());
        for (int c = 0; c < roots.size(); c++) {
            received.add(new ArrayList<>());
            senders.set(c, roots.get(c).sender().duplicate());
            receivers.set(c, roots.get(c).receiver().duplicate());
        }
    }

    // Read when the actor is done.

    BitSet sent() {
        return sent;
    }

    /** What it got from each channel, in order. */
    List<List<Numbered>> received() {
        return received;
    }

    SoakTally tally() {
        return tally;
    }

    /** For another thread: closes one of the handles that this one may be using. */
    void closeOne(SplittableRandom chance) {
        int c = chance.nextInt(roots.size());
        AutoCloseable handle = chance.nextBoolean() ? senders.get(c) : receivers.get(c);
        try {
            if (handle != null) {
                handle.close();
            }
        } catch (Exception failure) {
            throw new AssertionError("close threw", failure);
        }
    }

    Void act() {
        for (int i = 0; i < STEPS; i++) {
            guarded(this::step);
        }
        leave();
        Thread.interrupted();
        return null;
    }

    private interface Deed {
        void run() throws InterruptedException;
    }

    /** Returns false if a channel has ended. */
    private boolean guarded(Deed deed) {
        try {
            deed.run();
            return true;
        } catch (InterruptedException e) {
            tally.interrupted++;
        } catch (UncheckedInterruptedException e) {
            Thread.interrupted();
            tally.interrupted++;
        } catch (DisconnectedException e) {
            tally.disconnected++;
            return false;
        } catch (IllegalStateException e) {
            tally.closed++;
            renew();
        }
        return true;
    }

    /** Takes new handles, as far as there are open ones to duplicate. */
    private void renew() {
        for (int c = 0; c < roots.size(); c++) {
            renewSender(c);
            renewReceiver(c);
        }
    }

    private void renewSender(int c) {
        Sender<Numbered> old = senders.get(c);
        senders.set(c, null);
        if (old != null) {
            giveUp(old);
            try {
                senders.set(c, roots.get(c).sender().duplicate());
            } catch (IllegalStateException closed) {
                tally.closed++;
            }
        }
    }

    private void renewReceiver(int c) {
        Receiver<Numbered> old = receivers.get(c);
        receivers.set(c, null);
        if (old != null) {
            giveUp(old);
            try {
                receivers.set(c, roots.get(c).receiver().duplicate());
            } catch (IllegalStateException closed) {
                tally.closed++;
            }
        }
    }

    private void giveUp(Sender<Numbered> sender) {
        if (forgets()) {
            tally.forgotten++;
        } else if (random.nextInt(8) == 0) {
            sender.closeExceptionally(CAUSE);
        } else {
            sender.close();
        }
    }

    private void giveUp(Receiver<Numbered> receiver) {
        if (forgets()) {
            tally.forgotten++;
        } else {
            receiver.close();
        }
    }

    private boolean forgets() {
        return forgetful && random.nextInt(4) == 0;
    }

    private void step() throws InterruptedException {
        int c = random.nextInt(roots.size());
        switch (random.nextInt(50)) {
            case 0 -> renewSender(c);
            case 1 -> renewReceiver(c);
            case 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 -> select();
            default -> {
                if (random.nextBoolean()) {
                    send(senders.get(c));
                } else {
                    receive(receivers.get(c), received.get(c), !patient);
                }
            }
        }
    }

    private Duration aMoment() {
        return Duration.ofNanos(random.nextInt(100_000));
    }

    private Numbered next() {
        return Numbered.of(id, number++);
    }

    private Void sent(Numbered message) {
        sent.set(message.number());
        tally.sent++;
        return null;
    }

    private void send(Sender<Numbered> sender) throws InterruptedException {
        if (sender == null) {
            return;
        }
        Numbered message = next();
        boolean done = switch (random.nextInt(5)) {
            case 0 -> sender.trySend(message);
            case 1 -> sender.trySend(message, aMoment());
            case 2 -> sender.trySend(message, Duration.ofHours(1));
            case 3 -> sender.trySend(message, Duration.ZERO);
            default -> {
                sender.send(message);
                yield true;
            }
        };
        if (done) {
            sent(message);
        } else {
            tally.refused++;
        }
    }

    private void receive(Receiver<Numbered> receiver, List<Numbered> into, boolean waits) throws InterruptedException {
        if (receiver == null) {
            return;
        }
        int before = into.size();
        try {
            switch (random.nextInt(waits ? 10 : 5)) {
                case 0 -> addIfAny(receiver.tryReceive(), into);
                case 1 -> addIfAny(receiver.tryReceive(aMoment()), into);
                case 2 -> receiver.drainTo(into, random.nextInt(4));
                case 3 -> receiver.drainTo(into);
                case 4 -> receiver.available().forEach(into::add);
                case 5 -> receiver.receiveMany(into, 1 + random.nextInt(4));
                case 6 -> receiver.stream().limit(2).forEach(into::add);
                case 7 -> {
                    Iterator<Numbered> iterator = receiver.iterator();
                    if (iterator.hasNext()) {
                        into.add(iterator.next());
                    }
                }
                case 8 -> addIfAny(receiver.tryReceive(Duration.ofHours(1)), into);
                default -> into.add(receiver.receive());
            }
        } finally {
            tally.received += into.size() - before;
        }
    }

    private static void addIfAny(Numbered message, List<Numbered> into) {
        if (message != null) {
            into.add(message);
        }
    }

    private void select() throws InterruptedException {
        List<Clause<Void>> clauses = new ArrayList<>();
        boolean receives = false;
        for (int c = 0; c < roots.size(); c++) {
            Sender<Numbered> sender = senders.get(c);
            if (sender != null && random.nextInt(3) > 0) {
                Numbered message = next();
                clauses.add(maybeLeaving(Select.send(sender, message, () -> sent(message))));
            }
            Receiver<Numbered> receiver = receivers.get(c);
            if (receiver != null && random.nextInt(3) > 0) {
                clauses.add(maybeLeaving(receiving(receiver, received.get(c))));
                receives = true;
            }
        }
        Collections.shuffle(clauses, new Random(random.nextLong()));
        switch (random.nextInt(patient && receives || clauses.isEmpty() ? 2 : 3)) {
            case 0 -> clauses.add(Select.timeout(aMoment(), this::refused));
            case 1 -> clauses.add(Select.otherwise(this::refused));
            default -> { }
        }
        if (random.nextBoolean()) {
            Select.select(clauses);
        } else {
            Select.selectInOrder(clauses);
        }
    }

    private Void refused() {
        tally.refused++;
        return null;
    }

    private Clause<Void> receiving(Receiver<Numbered> receiver, List<Numbered> into) {
        return Select.receive(receiver, message -> {
            into.add(message);
            tally.received++;
            return null;
        });
    }

    private Clause<Void> maybeLeaving(Clause<Void> clause) {
        return random.nextBoolean() ? clause : clause.onDisconnect(end -> {
            tally.disconnected++;
            return null;
        });
    }

    /** Gives up all handles; a patient actor receives to the end before, since it closed its senders first. */
    private void leave() {
        for (int c = 0; c < roots.size(); c++) {
            Sender<Numbered> sender = senders.getAndSet(c, null);
            if (sender != null) {
                giveUp(sender);
            }
        }
        for (int c = 0; c < roots.size(); c++) {
            Receiver<Numbered> receiver = receivers.get(c);
            if (receiver != null && patient) {
                receiveToTheEnd(receiver, received.get(c));
            }
            receivers.set(c, null);
            if (receiver != null) {
                giveUp(receiver);
            }
        }
    }

    private void receiveToTheEnd(Receiver<Numbered> receiver, List<Numbered> into) {
        boolean more = true;
        while (more) {
            try {
                more = !receiver.isDisconnected() || !receiver.isEmpty();
                if (random.nextInt(4) == 0) {
                    Select.select(receiving(receiver, into));
                } else {
                    receive(receiver, into, true);
                }
            } catch (InterruptedException e) {
                tally.interrupted++;
            } catch (UncheckedInterruptedException e) {
                Thread.interrupted();
                tally.interrupted++;
            } catch (DisconnectedException e) {
                tally.disconnected++;
                more = false;
            } catch (IllegalStateException e) {
                tally.closed++;
                more = false;
            }
        }
    }
}
