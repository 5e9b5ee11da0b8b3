package dev.leat.channels.engine;

import dev.leat.channels.DisconnectedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A select: does exactly one of several operations. Can be run any number of times, by any number of threads. For the
 * public package only.
 *
 * @param <R> the type of the result
 */
public final class Chooser<R> {
    /*
     * The idea
     *
     * A select is an operation like any other, on several channels: it tries, and if nothing can be done now it waits
     * in all its channels at once, as one Waiter with a place in each. There is no choice that must be carried out
     * later. What is CHOSEN is what was DONE, by the one atomic step of the channel concerned: the CAS that takes a
     * message or fills a cell, or the CAS on a waiter's outcome, the partner's if this select comes second, its own if
     * it waits.
     *
     * - Trying: tries the clauses in an order by chance. If none can be done, PICKS one of those that seem ready (each with
     *   the same probability), and tries that. If another thread was faster, looks again.
     * - Waiting at a buffer: somebody wakes the waiter, through one of its places; then it tries. It need not choose
     *   the channel that woke it, and then passes the wake-up on.
     * - Waiting for a partner: somebody meets the waiter at one of its places, which completes the operation there and
     *   ends all its waits, by one CAS.
     *
     * Two selects that could meet
     *
     * One that waits somewhere can be met there, so it may not complete anything elsewhere by a second step. Hence: a
     * waiter that, announcing itself at a rendezvous, finds a partner there does not meet it. It first ends its own
     * wait (by a CAS on its outcome; if it was met meanwhile, all is done), and then, waiting nowhere, tries again: now
     * the meeting is one CAS on the partner's outcome. Nothing is ever reserved, so nothing must be given back, and
     * nobody waits for a select that is stopped in the middle.
     *
     * That two selects find each other announced, both retreat, and so on for ever, is excluded by the order in which
     * places are announced: the same for all selects (by the engines' identity hash). Who retreats found somebody who
     * waits in a channel c; that one retreats itself only if it finds somebody in a channel behind c. So among those
     * who find each other, the one who found its partner in the last channel does not retreat, and can be met.
     * (Channels of the same hash, one pair in billions, can make two selects try again in step; nothing else can happen
     * to them.)
     *
     * Who waits with both sides in one rendezvous channel does not meet itself: an announcement passes over places of
     * its own waiter. Two such selects could find each other within that channel; there their order in the line decides who
     * retreats. That, and what else follows from such waiters, is told at RendezvousEngine.
     *
     * In order: the first clause is tried; then all are looked at from the last to the first, and the first as listed that
     * was ready is tried. So each one before that was seen not ready AFTER it was seen ready: if nobody else takes from (or
     * sends to) these channels, there was a moment at which it was ready and none before it was. Looked at the other way
     * round, a message that was sent to the first channel, and one that the same thread sent to the second channel after
     * that, could both arrive in between, and the later one be taken first. (One that waits for partners at several
     * rendezvous channels announces itself at one after the other, not in the order of its clauses; so it may be met at a
     * later one while somebody has just begun to wait at an earlier one.)
     *
     * "Nothing is ready" must be true of one moment, though the clauses are looked at one after the other. So they are
     * looked at twice, and if no channel's stamp has changed meanwhile, nothing was ready between the two looks. (A message
     * that is only offered at a rendezvous does not count: its sender has not arrived.)
     *
     * Fair: each of those that are ready has the same probability, and none that stays ready is passed over for long: see
     * Turns. One order for many runs costs less than a random number for each, and above all processors foresee it, and
     * run ahead. Messages a us of 4 and of 64 channels, a random number for each run, and with turns (JDK 25, 2
     * processors; those that went on behind the clause done last, which these are up to a tenth behind): SelectUnbounded,
     * virtual threads, 34 and 48, 12 and 21; platform 34 and 44, 11 and 18; SelectBounded, virtual, 15 and 27, 6 and 12;
     * platform 15 and 21, 4 and 8. (The turn is a plain field: threads that run one select together meet at its cache
     * line, as they do at the channels' heads.)
     *
     * Cost: a run checks each clause's handle, tries clauses until one can be done, and allocates nothing if one is ready
     * (but for the order that the second run makes); a wait takes a place for each clause. Both grow as the clauses do, not as
     * their square, unless they are both sides of one rendezvous, where each walks past the others. (A select that is
     * registered for good, as epoll does it, would wait at less cost, but each message would then pay for the selects that are
     * not running.)
     *
     * Rejected: two steps, choose and complete (crossbeam and Kotlin): each channel then needs states between free and
     * done, and someone who gives up in between. A descriptor that two selects both install in each other (a
     * compare-and-swap of two words): allocates for each attempt, and everybody who comes across must help. To rest when
     * all messages of a stream have been taken, as a receiver does (LinkedEngine.rest): with 4 unbounded channels a tenth
     * faster on virtual threads, and a tenth slower on platform threads; at 128 there slower too.
     *
     * Tests: SelectTest, SelectEndTest, SelectionTest, SelectStressTest, SelectWaiterTest (one step at a time), the jcstress
     * project.
     */

    /** The options that have a channel. */
    private final Option<? extends R>[] options;
    /** Their handles' leases, to which each run looks. */
    private final Lease[] leases;
    /** What to do when the time is over; null if there is no limit. */
    private final Option<? extends R> limit;
    private final boolean inOrder;
    /** Where the suppliers' messages are kept in a run that need not wait, one run at a time; null if nobody is asked. */
    private final AtomicReference<Object[]> asked;
    /**
     * Which options have left: their channels have ended, which is for good, so that a late look does no harm. Null if
     * none can.
     */
    private final boolean[] left;
    /** In which order the options are tried; null if as listed, or if there is only one. */
    private final Turns turns;
    /** Where it stands when it waits: made by the first wait. */
    private Standing standing;

    private Chooser(Option<? extends R>[] options, Option<? extends R> limit, boolean inOrder) {
        this.options = options;
        leases = new Lease[options.length];
        this.limit = limit;
        this.inOrder = inOrder;
        turns = inOrder || options.length == 1 ? null : new Turns(options.length);
        boolean anyAsks = false;
        boolean anyLeaves = false;
        for (int i = 0; i < options.length; i++) {
            leases[i] = options[i].handle.lease;
            anyAsks |= options[i].messages != null;
            anyLeaves |= options[i].leaves;
        }
        asked = anyAsks ? new AtomicReference<>() : null;
        left = anyLeaves ? new boolean[options.length] : null;
    }

    /**
     * Makes a select.
     *
     * @param <R>     the type of the result
     * @param all     the options, at most one of which is a time limit; from now on the select's own
     * @param inOrder whether to choose the first that is ready, not a random one
     * @return the select
     * @throws IllegalArgumentException if there are no options, or two time limits
     */
    public static <R> Chooser<R> of(Option<? extends R>[] all, boolean inOrder) {
        if (all.length == 0) {
            throw new IllegalArgumentException("a select needs a clause");
        }
        Option<? extends R> limit = null;
        int limits = 0;
        for (var option : all) {
            if (option.limit != null) {
                limit = option;
                limits++;
            }
        }
        if (limits > 1) {
            throw new IllegalArgumentException("a select has at most one of timeout and otherwise");
        }
        var options = all;
        if (limits == 1) {
            options = Arrays.copyOf(all, all.length - 1);
            int n = 0;
            for (var option : all) {
                if (option != limit) {
                    options[n++] = option;
                }
            }
        }
        if (options.length == 0) { // nothing but time to wait for
            options = Arrays.copyOf(all, 1);
            options[0] = Option.receive(new ReceiverHandle<Void>(TimerEngine.never()), never -> null);
        }
        return new Chooser<>(options, limit, inOrder);
    }

    /**
     * Tells whether one of the clauses is a time limit.
     *
     * @return whether there is a timeout or an otherwise
     */
    public boolean isLimited() {
        return limit != null;
    }

    /**
     * Runs the select until something was done, or its own time limit is over.
     *
     * @return the handler's result
     * @throws InterruptedException if the thread is interrupted when it would have to wait
     */
    public R select() throws InterruptedException {
        return run(limit == null ? null : limit.limit, limit);
    }

    /**
     * Runs the select, for so long at most.
     *
     * @param timeout zero or less for one attempt
     * @return the handler's result, or null if nothing was done
     * @throws InterruptedException if the thread is interrupted when it would have to wait
     */
    public R trySelect(Duration timeout) throws InterruptedException {
        return run(timeout, null);
    }

    /**
     * Runs the select once, without waiting.
     *
     * @return the handler's result, or null if nothing is ready
     */
    public R trySelect() {
        try {
            return run(Duration.ZERO, null);
        } catch (InterruptedException e) { // of a handler: what does not wait looks at no interrupt
            throw Chooser.<RuntimeException>asItIs(e);
        }
    }

    @SuppressWarnings("unchecked") // the compiler is deceived, as it was by who threw it there
    private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private R run(Duration timeout, Option<? extends R> otherwise) throws InterruptedException {
        checkOpen();
        boolean once = timeout != null && Deadline.isOneAttempt(timeout);
        Object[] messages = null;
        if (asked != null) {
            messages = ask();
            checkOpen(); // who was asked may have closed a handle
        }
        if (options.length == 1) {
            Object message = message(0, messages);
            forget(messages);
            return runOnly(message, once, timeout, otherwise);
        }
        int place = inOrder ? 0 : turns.begin();
        int length = inOrder ? 0 : turns.length();
        for (int tries = inOrder ? 1 : turns.tries(place); tries > 0; tries--) {
            int i = inOrder ? 0 : turns.get(place);
            Object result = hasLeft(i) ? null : attempt(i, messages);
            if (result != null) {
                return done(i, result, messages);
            }
            place = inOrder ? 0 : turns.next(place, length);
        }
        for (;;) {
            int i = pick();
            if (i >= 0) {
                Object result = attempt(i, messages);
                if (result != null) {
                    return done(i, result, messages);
                }
            } else if (!once) {
                break;
            } else if (isIdle()) {
                return finish(otherwise, null);
            }
        }
        var deadline = timeout == null ? Deadline.NEVER : Deadline.after(timeout);
        if (!standing().sendsToPartner()) { // as Blocking does; but nobody would know of one who sends and is not announced
            var policy = WaitPolicy.of(standing().meets());
            var patience = patience();
            int channels = standing().spots().length;
            int spins = policy.spins(patience, channels);
            int most = WaitPolicy.most(channels);
            int poll = 0;
            for (; poll < most && policy.pause(poll, spins, patience, deadline); poll++) {
                checkOpenThere();
                int i = pick();
                Object result = i < 0 ? null : attempt(i, messages);
                if (result != null) {
                    policy.learn(poll + 1, spins, patience, true);
                    return done(i, result, messages);
                }
            }
            policy.learn(poll, spins, patience, false);
        }
        var run = new SelectWaiter.Run(this, messages);
        Object result = Blocking.await(SelectWaiter.of(run), deadline);
        if (result == Blocking.CLOSED) {
            checkOpen();
        }
        return finish(result == null ? otherwise : options[run.done.index()], result);
    }

    /** Runs a select of one clause: that is the clause's operation, and costs no more. */
    private R runOnly(Object message, boolean once, Duration timeout, Option<? extends R> otherwise)
            throws InterruptedException {
        var only = options[0];
        Object result = only.attempt(message);
        if (result == null && !once) {
            result = Blocking.await(only.engine, only.handle.lease, message,
                    timeout == null ? Deadline.NEVER : Deadline.after(timeout));
        }
        if (result == Blocking.CLOSED || result == Engine.ENDED) {
            checkOpen(); // the channel may have ended because another thread closed this handle meanwhile
        }
        if (result == Engine.ENDED && only.leaves) {
            throw disconnected();
        }
        return finish(result == null ? otherwise : only, result);
    }

    /** Finishes a run that did not wait. */
    private R done(int i, Object result, Object[] messages) {
        forget(messages);
        return finish(options[i], result);
    }

    private R finish(Option<? extends R> option, Object result) {
        Reference.reachabilityFence(this); // the handles are in use until here
        return option == null ? null : option.handle(result);
    }

    private void checkOpen() {
        for (var lease : leases) { // in an array of their own: a tenth of a run, and with 64 clauses a third
            if (!lease.isOpen()) {
                checkHandles();
            }
        }
    }

    /** As {@link #checkOpen}, of a select that has begun to wait: the handles of those who have left do not concern it. */
    private void checkOpenThere() {
        for (int i = 0; i < leases.length; i++) {
            if (!leases[i].isOpen() && !hasLeft(i)) {
                options[i].handle.checkOpen();
            }
        }
    }

    private void checkHandles() {
        for (var option : options) {
            option.handle.checkOpen();
        }
    }

    /** Returns the messages of those who are to be asked, the others null. */
    private Object[] ask() {
        Object[] kept = asked.getAndSet(null);
        Object[] messages = kept != null ? kept : new Object[options.length];
        for (int i = 0; i < messages.length; i++) {
            if (options[i].messages != null) {
                messages[i] = Objects.requireNonNull(options[i].messages.get(), "the supplier's message");
            }
        }
        return messages;
    }

    /** Keeps the array for another run, so that this one has allocated nothing. */
    private void forget(Object[] messages) {
        if (messages != null) {
            Arrays.fill(messages, null);
            asked.set(messages);
        }
    }

    /** Returns an option that seems ready: the first, or each with the same probability. Returns -1 if there is none. */
    int pick() {
        int picked = -1;
        int ready = 0;
        boolean here = false;
        for (int k = 0; k < options.length; k++) {
            int i = inOrder ? options.length - 1 - k : k;
            if (!hasLeft(i)) {
                here = true;
                if (options[i].isReady()
                        && (inOrder || ++ready == 1 || ThreadLocalRandom.current().nextInt(ready) == 0)) {
                    picked = i;
                }
            }
        }
        if (!here) {
            throw disconnected();
        }
        return picked;
    }

    /** Tries one option. Returns null if it cannot be done now; perhaps it has left. */
    Object attempt(int i, Object[] messages) {
        Object result = options[i].attempt(message(i, messages));
        if (result == Engine.ENDED && options[i].leaves) {
            options[i].handle.checkOpen(); // else it is this select's handle that has gone
            LEFT.setRelease(left, i, true);
            return null;
        }
        return result;
    }

    Object message(int i, Object[] messages) {
        return messages == null || messages[i] == null ? options[i].message : messages[i];
    }

    boolean hasLeft(int i) {
        return left != null && (boolean) LEFT.getAcquire(left, i);
    }

    /** Returns the end of a select that everybody has left. */
    private DisconnectedException disconnected() {
        for (var option : options) {
            var end = option.disconnected();
            if (end.getCause() != null) {
                return end;
            }
        }
        return options[0].disconnected();
    }

    /** Tells whether there was a moment, during the call, at which no option was ready. */
    private boolean isIdle() {
        var stamps = stamps();
        return pick() < 0 && pick() < 0 && Arrays.equals(stamps, stamps());
    }

    private Object[] stamps() {
        var stamps = new Object[options.length];
        Arrays.setAll(stamps, i -> options[i].engine.stamp());
        return stamps;
    }

    Option<? extends R> option(int i) {
        return options[i];
    }

    Patience patience() {
        return options[0].engine.patience;
    }

    Standing standing() {
        Standing s = standing;
        if (s == null) {
            s = Standing.of(options);
            standing = s; // immutable: two threads may both make one
        }
        return s;
    }

    // With release and acquire: who sees that an option has left sees why, too. (jcstress: SelectAgainstCloseTest.)
    private static final VarHandle LEFT = MethodHandles.arrayElementVarHandle(boolean[].class).withInvokeExactBehavior();

    /** For thread dumps. */
    @Override
    public String toString() {
        var text = new StringJoiner(", ", "select over ", "");
        for (var option : options) {
            text.add(String.valueOf(option.engine.blocker()));
        }
        return text.toString();
    }
}
