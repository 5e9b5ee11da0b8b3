package dev.leat.channels;

import dev.leat.channels.engine.Chooser;
import dev.leat.channels.engine.Option;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Waits for several channels at once, and does exactly one of several operations: whichever can be done first.
 *
 * <pre>{@code
 * String line = Select.select(
 *         Select.receive(orders, order -> "order " + order),
 *         Select.receive(quit, reason -> "quit: " + reason),
 *         Select.timeout(Duration.ofSeconds(1), () -> "nothing for a second"));
 * }</pre>
 *
 * <p>Receives and sends, on channels of all flavours, can stand in one select; a channel may stand in several clauses,
 * with both of its sides too (on a rendezvous channel a select never meets itself). The choice is one atomic step of
 * the channel concerned: nothing is received or sent by the clauses that were not chosen, and they leave nothing behind
 * in their channels. The handler runs afterwards, in the thread that selects; what it throws comes out of the select,
 * and it may itself select. It gives the select's result: one that has nothing to tell returns null. For work that throws
 * checked exceptions, let the handler return the message, or a {@link java.util.concurrent.Callable}, and do the work
 * behind the select.
 *
 * <p>A clause whose channel has ended is ready: for a receive, when every sender is closed and everything is received; for a
 * send, when every receiver is closed. If it is chosen, its {@link Clause#onDisconnect} handler runs, or
 * else the select throws the {@link DisconnectedException}; or it leaves, if it is {@link Clause#untilDisconnected()}.
 *
 * <p><b>Interrupts</b> are looked at only when the select would have to wait. An interrupted select did nothing.
 *
 * <p><b>Memory effects</b> are those of the operation that was done: {@link Sender} and {@link Receiver} tell them.
 *
 * <p><b>Progress.</b> A select is lock-free: a thread that is stopped in the middle of one keeps nobody from anything. If
 * it was woken just then, the same holds as for a receive: {@link Receiver} tells it.
 */
public final class Select {
    private Select() {
    }

    /**
     * A clause that receives.
     *
     * @param <T>     the type of the messages
     * @param <R>     the type of the select's result
     * @param from    where to receive from
     * @param handler what to do with the message; gives the select's result
     * @return the clause
     * @throws NullPointerException if an argument is null
     */
    public static <T, R> Clause<R> receive(Receiver<T> from, Function<? super T, ? extends R> handler) {
        return new Clause<>(Option.receive(from, handler));
    }

    /**
     * A clause that sends.
     *
     * @param <T>     the type of the messages
     * @param <R>     the type of the select's result
     * @param to      where to send to
     * @param value   the message
     * @param handler what to do when it was sent; gives the select's result
     * @return the clause
     * @throws NullPointerException if an argument is null
     */
    public static <T, R> Clause<R> send(Sender<T> to, T value, Supplier<? extends R> handler) {
        return new Clause<>(Option.send(to, value, handler));
    }

    /**
     * A clause that sends what a supplier gives. It is asked once in each run of the select, after it was seen that no
     * clause's handle is closed and before any clause is tried. It is asked even if another clause is then chosen, or if this
     * one has left; the value is dropped then. A time limit begins after that.
     *
     * @param <T>     the type of the messages
     * @param <R>     the type of the select's result
     * @param to      where to send to
     * @param values  gives the message; what it throws is thrown by the select, and {@link NullPointerException} if it gives
     *                null
     * @param handler what to do when it was sent; gives the select's result
     * @return the clause
     * @throws NullPointerException if an argument is null
     */
    public static <T, R> Clause<R> sendFrom(
            Sender<? super T> to, Supplier<? extends T> values, Supplier<? extends R> handler) {
        return new Clause<>(Option.sendFrom(to, values, handler));
    }

    /**
     * A clause that is ready when every receiver of a channel is closed: for a producer that waits for something else
     * and wants to hear at once when nobody listens any more. It sends nothing. See {@link Sender#awaitDisconnect()}.
     *
     * @param <R>     the type of the select's result
     * @param sender  a sender of the channel
     * @param handler what to do then; gives the select's result
     * @return the clause
     * @throws NullPointerException if an argument is null
     */
    public static <R> Clause<R> disconnected(Sender<?> sender, Supplier<? extends R> handler) {
        return new Clause<>(Option.disconnected(sender, handler));
    }

    /**
     * A clause for when nothing else could be done for some time.
     *
     * @param <R>     the type of the select's result
     * @param timeout how long to wait for the other clauses; zero or less is {@link #otherwise}; longer than a
     *                {@code long} of nanoseconds is as good as for ever
     * @param handler what to do then; gives the select's result
     * @return the clause
     * @throws NullPointerException if an argument is null
     */
    public static <R> Clause<R> timeout(Duration timeout, Supplier<? extends R> handler) {
        return new Clause<>(Option.limit(timeout, handler));
    }

    /**
     * A clause for when nothing else can be done now: there was a moment at which none of the other clauses was ready.
     *
     * @param <R>     the type of the select's result
     * @param handler what to do then; gives the select's result
     * @return the clause
     * @throws NullPointerException if {@code handler} is null
     */
    public static <R> Clause<R> otherwise(Supplier<? extends R> handler) {
        return new Clause<>(Option.limit(Duration.ZERO, handler));
    }

    /**
     * Does one of the operations, waiting if necessary until one can be done. If several can, chooses one of them at
     * random, each with the same probability.
     *
     * @param <R>     the type of the result
     * @param clauses what can be done; at most one of them is a timeout or an otherwise
     * @return what the handler of the chosen clause returns
     * @throws NullPointerException     if {@code clauses} or one of them is null
     * @throws IllegalArgumentException if there is no clause, or more than one timeout or otherwise
     * @throws IllegalStateException    if the handle of a clause is closed, or is closed while this waits
     * @throws DisconnectedException    if the channel of the chosen clause is disconnected, and the clause does not say
     *                                  what to do then; or if all clauses have left
     * @throws InterruptedException     if the thread is interrupted when it would have to wait
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // is only read
    public static <R> R select(Clause<? extends R>... clauses) throws InterruptedException {
        return Chooser.<R>of(Clause.options(clauses), false).select();
    }

    /**
     * As {@link #select(Clause...)}.
     *
     * @param <R>     the type of the result
     * @param clauses what can be done
     * @return what the handler of the chosen clause returns
     * @throws NullPointerException     as {@link #select(Clause...)}
     * @throws IllegalArgumentException as {@link #select(Clause...)}
     * @throws IllegalStateException    as {@link #select(Clause...)}
     * @throws DisconnectedException    as {@link #select(Clause...)}
     * @throws InterruptedException     if the thread is interrupted when it would have to wait
     */
    public static <R> R select(Collection<? extends Clause<? extends R>> clauses) throws InterruptedException {
        return Chooser.<R>of(Clause.options(clauses), false).select();
    }

    /**
     * As {@link #select(Clause...)}, but if several operations can be done, does the first of them as listed. (Where
     * a timeout or an otherwise stands in the list does not matter.) At one moment the chosen operation could be done and
     * none that is listed before it could. If other threads compete for the same operations, this holds for each earlier
     * clause separately, at moments that lie close together. (A select that waits at several rendezvous
     * channels may be met at a later one while somebody just begins to wait at an earlier one.)
     *
     * @param <R>     the type of the result
     * @param clauses what can be done
     * @return what the handler of the chosen clause returns
     * @throws NullPointerException     as {@link #select(Clause...)}
     * @throws IllegalArgumentException as {@link #select(Clause...)}
     * @throws IllegalStateException    as {@link #select(Clause...)}
     * @throws DisconnectedException    as {@link #select(Clause...)}
     * @throws InterruptedException     if the thread is interrupted when it would have to wait
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // is only read
    public static <R> R selectInOrder(Clause<? extends R>... clauses) throws InterruptedException {
        return Chooser.<R>of(Clause.options(clauses), true).select();
    }

    /**
     * As {@link #selectInOrder(Clause...)}.
     *
     * @param <R>     the type of the result
     * @param clauses what can be done
     * @return what the handler of the chosen clause returns
     * @throws NullPointerException     as {@link #select(Clause...)}
     * @throws IllegalArgumentException as {@link #select(Clause...)}
     * @throws IllegalStateException    as {@link #select(Clause...)}
     * @throws DisconnectedException    as {@link #select(Clause...)}
     * @throws InterruptedException     if the thread is interrupted when it would have to wait
     */
    public static <R> R selectInOrder(Collection<? extends Clause<? extends R>> clauses) throws InterruptedException {
        return Chooser.<R>of(Clause.options(clauses), true).select();
    }

    /**
     * Makes a select to be run many times.
     *
     * @param <R>     the type of the result
     * @param clauses what can be done; at most one of them is a timeout or an otherwise
     * @return the select, which chooses at random among what can be done, so that none is neglected: see {@link Selection}
     * @throws NullPointerException     if {@code clauses} or one of them is null
     * @throws IllegalArgumentException if there is no clause, or more than one timeout or otherwise
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // is only read
    public static <R> Selection<R> of(Clause<? extends R>... clauses) {
        return new Selection<>(Chooser.of(Clause.options(clauses), false));
    }

    /**
     * As {@link #of(Clause...)}.
     *
     * @param <R>     the type of the result
     * @param clauses what can be done
     * @return the select
     * @throws NullPointerException     as {@link #of(Clause...)}
     * @throws IllegalArgumentException as {@link #of(Clause...)}
     */
    public static <R> Selection<R> of(Collection<? extends Clause<? extends R>> clauses) {
        return new Selection<>(Chooser.of(Clause.options(clauses), false));
    }

    /**
     * As {@link #of(Clause...)}, for a select that does the first operation as listed that can be done.
     *
     * @param <R>     the type of the result
     * @param clauses what can be done
     * @return the select
     * @throws NullPointerException     as {@link #of(Clause...)}
     * @throws IllegalArgumentException as {@link #of(Clause...)}
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // is only read
    public static <R> Selection<R> ofInOrder(Clause<? extends R>... clauses) {
        return new Selection<>(Chooser.of(Clause.options(clauses), true));
    }

    /**
     * As {@link #ofInOrder(Clause...)}.
     *
     * @param <R>     the type of the result
     * @param clauses what can be done
     * @return the select
     * @throws NullPointerException     as {@link #of(Clause...)}
     * @throws IllegalArgumentException as {@link #of(Clause...)}
     */
    public static <R> Selection<R> ofInOrder(Collection<? extends Clause<? extends R>> clauses) {
        return new Selection<>(Chooser.of(Clause.options(clauses), true));
    }
}
