package dev.leat.channels;

import dev.leat.channels.engine.Chooser;
import java.time.Duration;
import java.util.Objects;

/**
 * A select that is made once and run many times: {@link Select#of(Clause...)}. From the third run on, a run
 * that finds something ready allocates nothing, apart from what the operation itself needs (a sent message may need a new
 * piece of its channel, a timer's message is new, and so is the exception for an {@code onDisconnect}). Any number of threads
 * may run it at the same time; if it has a {@link Select#sendFrom sendFrom}, a run that overlaps another one allocates an array.
 *
 * <p>The runs take turns, in an order that is made by chance now and then. So in each run each clause that is ready has the
 * same chance, but runs that follow each other are not independent; and where one thread runs it, a clause that stays ready
 * is done within twice as many runs as there are clauses.
 *
 * <pre>{@code
 * var next = Select.of(
 *         Select.receive(orders, Task::ofOrder).untilDisconnected(),
 *         Select.receive(returns, Task::ofReturn).untilDisconnected());
 * while (true) {
 *     next.select().run();      // DisconnectedException when both have ended
 * }
 * }</pre>
 *
 * @param <R> the type of the result
 */
public final class Selection<R> {
    private final Chooser<R> chooser;

    Selection(Chooser<R> chooser) {
        this.chooser = chooser;
    }

    /**
     * Does one of the operations, waiting if necessary until one can be done: as {@link Select#select(Clause...)}.
     *
     * @return what the handler of the chosen clause returns
     * @throws DisconnectedException if the channel of the chosen clause is disconnected and the clause does not say what to
     *                               do then, or if all clauses have left
     * @throws IllegalStateException if the handle of a clause is closed, or is closed while this waits
     * @throws InterruptedException  if the thread is interrupted when it would have to wait
     */
    public R select() throws InterruptedException {
        return chooser.select();
    }

    /**
     * Does one of the operations if one can be done now. Where a handler may return null, a null result does not say whether
     * anything was done.
     *
     * @return what the handler of the chosen clause returns; null if there was a moment at which nothing could be done
     * @throws DisconnectedException    as {@link #select()}
     * @throws IllegalStateException    if the handle of a clause is closed
     * @throws IllegalArgumentException if one of the clauses is a timeout or an otherwise
     */
    public R trySelect() {
        checkUnlimited();
        return chooser.trySelect();
    }

    /**
     * Does one of the operations, waiting for so long at most until one can be done.
     *
     * @param timeout how long to wait; zero or less for one attempt
     * @return what the handler of the chosen clause returns; null if the time is over
     * @throws NullPointerException     if {@code timeout} is null
     * @throws DisconnectedException    as {@link #select()}
     * @throws IllegalStateException    if the handle of a clause is closed, or is closed while this waits
     * @throws IllegalArgumentException if one of the clauses is a timeout or an otherwise
     * @throws InterruptedException     if the thread is interrupted when it would have to wait
     */
    public R trySelect(Duration timeout) throws InterruptedException {
        Objects.requireNonNull(timeout, "timeout");
        checkUnlimited();
        return chooser.trySelect(timeout);
    }

    @Override
    public String toString() {
        return chooser.toString();
    }

    private void checkUnlimited() {
        if (chooser.isLimited()) {
            throw new IllegalArgumentException("this select has a time limit of its own");
        }
    }
}
