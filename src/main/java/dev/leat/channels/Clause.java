package dev.leat.channels;

import dev.leat.channels.engine.Option;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;

/**
 * One of the things that a select can do: an operation on a channel, or a time limit for the others, together with what
 * to do afterwards. Made by the methods of {@link Select}.
 *
 * <p>A clause is immutable and can be used in any number of selects, at the same time too.
 *
 * @param <R> the type of the select's result
 */
public final class Clause<R> {
    private final Option<R> option;

    Clause(Option<R> option) {
        this.option = option;
    }

    /**
     * Returns this clause with something to do when its channel is found disconnected, instead of throwing the exception:
     * for a receiving clause, when every sender is closed and everything is received; for a sending clause, when every
     * receiver is closed. A disconnected clause is ready, so it is chosen again and again.
     *
     * <p>Where the results of the two handlers have only a supertype in common, make the clause with that:
     * {@code Select.<Order, Event>receive(orders, Placed::new).onDisconnect(end -> new Closed())}.
     *
     * @param handler gives the select's result; runs in the thread that selects. The exception has the cause that a
     *                sender was closed with, if one was
     * @return the new clause
     * @throws NullPointerException     if {@code handler} is null
     * @throws IllegalArgumentException if this is a timeout or an otherwise, or if it {@linkplain Select#disconnected waits
     *                                  for the disconnection} itself
     */
    public Clause<R> onDisconnect(Function<? super DisconnectedException, ? extends R> handler) {
        return new Clause<>(option.onDisconnect(handler));
    }

    /**
     * Returns this clause as one that leaves the select when its channel is found disconnected: the other clauses go on
     * without it. When none with a channel is left, the select throws a {@link DisconnectedException}, even if it has a
     * timeout or an otherwise; its cause is that of the first clause, as listed, whose channel ended with one. So a loop over
     * several sources needs no bookkeeping. (Closing the handle of a clause that has left does not end a waiting select;
     * the next run throws {@link IllegalStateException}.) This replaces an {@link #onDisconnect}, and the other way round.
     *
     * @return the new clause
     * @throws IllegalArgumentException if this is a timeout or an otherwise, or if it {@linkplain Select#disconnected waits
     *                                  for the disconnection} itself
     */
    public Clause<R> untilDisconnected() {
        return new Clause<>(option.untilDisconnected());
    }

    /**
     * Says what the clause is, for people: the operation and its handle, without the message.
     *
     * @return a text whose form may change
     */
    @Override
    public String toString() {
        return option.toString();
    }

    @SafeVarargs
    @SuppressWarnings("unchecked") // an array of options that holds options
    static <R> Option<? extends R>[] options(Clause<? extends R>... clauses) {
        var options = (Option<? extends R>[]) new Option<?>[Objects.requireNonNull(clauses, "clauses").length];
        for (int i = 0; i < options.length; i++) {
            options[i] = Objects.requireNonNull(clauses[i], "clause").option;
        }
        return options;
    }

    @SuppressWarnings("unchecked") // an array of clauses that holds clauses
    static <R> Option<? extends R>[] options(Collection<? extends Clause<? extends R>> clauses) {
        return options((Clause<? extends R>[]) Objects.requireNonNull(clauses, "clauses").toArray(new Clause<?>[0]));
    }
}
