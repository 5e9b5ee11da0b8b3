package dev.leat.channels.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The engine of merged receivers: no channel of its own, but a view of several others as one. */
final class MergeEngine extends Engine implements Waiters {
    /*
     * The idea
     *
     * A merged receiver holds nothing and moves nothing. Who receives tries the SOURCES in an order by chance, as a select
     * does (see Turns), and takes a message at the first that has one, by the source's own atomic step. So no
     * message is ever between two channels, where it could be lost; each source's order holds; and no thread is needed.
     * Measured by SelectUnbounded (leat-merged, virtual threads, JDK 25, 2 processors, messages a us) where each receive
     * looked at all sources, and with this: 4 sources 23 and 40, 64 sources 2.3 and 30.
     *
     * A merged receiver that is merged again counts as its sources that have not ended, so all sources are channels or
     * timers, and each channel is there once, however often it was given. So who adds sources one by one has one layer
     * all the time, and nothing of the ended ones but their cause.
     *
     * A source that is found at its end, by a receive or by who looks whether there is anything, leaves, after its cause was
     * taken note of: the first one becomes the cause of the merged receiver, the others are added to it. When all have left,
     * that is the end: so the cause comes behind all messages.
     *
     * "Nothing is there" must be true of one moment, though the sources are looked at one after the other. As in a
     * select, they are looked at twice, and if no stamp has changed, nothing was there between the two looks.
     *
     * Waiting
     *
     * Who waits has a place in each source (Waiter, Place), all with the lease of the merged handle: a source wakes
     * or meets it there, or its timer says when to try again, and closing the handle wakes it. Its first place, for the
     * merged receiver itself, is in no list. The same holds for a clause of a select. Places are announced in the order
     * of the engines' identity hash, for the reason told at Chooser; a select sorts those of all its clauses, see
     * Standing.
     *
     * At a source that has ended there is no waiting: its announcement fails each time. So a waiter that fails to
     * announce itself beneath a merged receiver is SPENT, and the next one has places only in the sources that have not
     * left by then.
     *
     * A wake-up counts as used if the message was taken from the source that woke. A select does not know from which
     * source its merged clause took, and passes the wake-up on in any case: the next one may be woken in vain, but
     * nobody sleeps beside a message.
     *
     * Handles
     *
     * Merging MOVES the receivers that are given: the engine has a handle of its own on each source, which nobody else knows,
     * and the given one is closed. So nobody can close a source under a merged receiver, and who forgets or keeps the old
     * handle changes nothing. Of several who merge the same receiver one gets it: all that are given are marked closed in one
     * step, under a lock that is held for nothing else; the rest of closing comes after that. The engine's handles are closed
     * with the last merged handle. If that is forgotten, so is this engine and with it the handles, which the leak watch then
     * closes. It reports merged handles only, not those.
     *
     * Closing the last handle must wake its own waiters, but not those who wait at the sources with handles of their
     * own; so waking is always by the lease, and wakeAll does nothing: nobody waits here but with a handle that is
     * closed by then, and was woken by that.
     *
     * Cost: a receive takes the atomic step of its source, and a plain write here for whose turn is next: threads that share a
     * merged receiver meet at that line, besides those of the sources. A wait takes a place in each source.
     *
     * Rejected: a channel into which a thread for each source copies: a message could be between two channels, the
     * sources would be drained ahead of the receiver, and a rendezvous would be none. Waking through a list of the
     * merged receiver: every send would have to know who is above its channel.
     *
     * Tests: MergeTest, with the suites of the channels with a merged receiver at their end.
     */

    /** So many sources are named in the name, and the others counted. */
    private static final int NAMED = 10;

    /** Held for a look and a write at each receiver, so that two who merge the same ones do not both get them. */
    private static final Object TAKING_OVER = new Object();

    private final Source[] sources;
    private final boolean meets;
    private final Turns turns;

    /** Makes an engine that owns some handles, one for each of several channels. */
    MergeEngine(Collection<ReceiverHandle<?>> handles) {
        super(0);
        sources = handles.stream()
                .map(Source::new)
                .sorted(Comparator.comparingInt(source -> System.identityHashCode(source.engine)))
                .toArray(Source[]::new);
        turns = new Turns(sources.length);
        meets = Arrays.stream(sources).anyMatch(source -> source.engine.meets());
        weak.setKind("merged channel");
        weak.setName(name(handles));
    }

    /** A report of a forgotten merged receiver comes when the engine is gone. */
    private static String name(Collection<ReceiverHandle<?>> handles) {
        if (handles.isEmpty()) {
            return null;
        }
        var names = handles.stream().limit(NAMED).map(MergeEngine::name).collect(Collectors.joining(" + "));
        return handles.size() <= NAMED ? names : names + " + " + (handles.size() - NAMED) + " more";
    }

    private static String name(ReceiverHandle<?> handle) {
        var name = handle.engine.weak.name();
        return name != null ? name : handle.engine.flavour();
    }

    @Override
    Source[] sources() {
        return sources;
    }

    @Override
    Waiter waiter(Lease lease, Object message) {
        return new MergeWaiter(this, lease);
    }

    @Override
    Object poll() {
        if (sources.length == 0) {
            return ENDED;
        }
        int place = turns.begin();
        int length = turns.length();
        for (int left = turns.tries(place); left > 0; left--) {
            var source = sources[turns.get(place)];
            Object result = source.hasEnded() ? null : poll(source);
            if (result != null) {
                return result;
            }
            place = turns.next(place, length);
        }
        for (;;) {
            Source source = pick();
            if (source != null) {
                Object result = poll(source);
                if (result != null) {
                    return result;
                }
            } else if (hasEnded()) {
                return ENDED;
            } else if (isIdle()) {
                return null;
            }
        }
    }

    /** Returns a source that seems to have something: each with the same probability. Returns null if none has. */
    Source pick() {
        Source picked = null;
        int ready = 0;
        for (var source : sources) {
            if (!source.hasEnded() && isReady(source)
                    && (++ready == 1 || ThreadLocalRandom.current().nextInt(ready) == 0)) {
                picked = source;
            }
        }
        return picked;
    }

    /** Takes a message from a source. Returns null if there is none, perhaps because the source has ended. */
    Object poll(Source source) {
        Object result = source.engine.poll();
        if (result != ENDED) {
            return result;
        }
        end(source);
        return null;
    }

    private void end(Source source) {
        Throwable cause = source.engine.cause();
        if (cause != null) {
            endsFor(cause);
        }
        source.end(); // after the cause: who sees all sources ended sees all causes
    }

    boolean hasEnded() {
        for (var source : sources) {
            if (!source.hasEnded()) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether there was a moment, during the call, at which no source had anything. */
    private boolean isIdle() {
        if (sources.length == 1) {
            return true; // there was, a moment ago
        }
        Object stamps = stamp();
        return pick() == null && pick() == null && !hasEnded() && stamps.equals(stamp());
    }

    @Override
    Object stamp() {
        var stamps = new Object[sources.length];
        Arrays.setAll(stamps, i -> sources[i].engine.stamp());
        return Arrays.asList(stamps);
    }

    @Override
    boolean isReady(Side side) {
        boolean over = true;
        for (var source : sources) {
            if (!source.hasEnded()) {
                if (isReady(source)) {
                    return true;
                }
                over &= source.hasEnded();
            }
        }
        return over;
    }

    /** Tells whether a source has something. If that is nothing but its end, takes note of it, and answers false. */
    private boolean isReady(Source source) {
        if (!source.engine.isReady(Side.RECEIVER)) {
            return false;
        }
        boolean over = source.engine.isGone(Side.SENDER) && source.engine.ready() == 0;
        if (over) { // nobody sends any more, and nothing is left
            end(source);
        }
        return !over;
    }

    @Override
    Object offer(Object message) {
        throw new AssertionError("nobody sends here");
    }

    // The place of a waiter that is nowhere; the others are in the sources.

    @Override
    Waiters waiters(Side side) {
        return this;
    }

    @Override
    public void enlist(Place place) {
        // See above.
    }

    @Override
    public boolean announce(Place place) {
        return !hasEnded(); // the places in the sources re-check; at a rendezvous isReady would see their own waiter
    }

    @Override
    public void retreat(Place place) {
        // See above.
    }

    @Override
    public boolean giveWay(Place place, Deadline limit) {
        throw new AssertionError("nobody is woken here");
    }

    @Override
    public void leave(Place place) {
        throw new AssertionError("nobody stands here");
    }

    @Override
    public boolean isFirst(Place place) {
        return false; // one stands in the sources
    }

    @Override
    public void wakeOne() {
        throw new AssertionError("nobody is woken here");
    }

    @Override
    public void wakeAll() {
        // See above.
    }

    @Override
    public void wakeAllOf(Lease lease) {
        for (var source : sources) {
            source.engine.waiters(Side.RECEIVER).wakeAllOf(lease);
        }
    }

    @Override
    boolean meets() {
        return meets;
    }

    @Override
    void close() {
        closeAll(Arrays.stream(sources).map(source -> source.handle).toList());
    }

    /** Closes all, also if an Error ends one of these closes: each is somebody's only chance to hear of it. */
    private static void closeAll(Collection<? extends ReceiverHandle<?>> handles) {
        Leftovers.discardAfter(() -> closeEach(handles));
    }

    private static void closeEach(Collection<? extends ReceiverHandle<?>> handles) {
        Error first = null;
        for (var handle : handles) {
            try {
                handle.close();
            } catch (Error e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    void discard() {
        // The sources do, if nobody else receives from them.
    }

    @Override
    boolean isClosed() {
        for (var source : sources) {
            if (!source.engine.isGone(Side.SENDER)) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean isWatched() {
        return Arrays.stream(sources).anyMatch(source -> source.engine.isWatched());
    }

    @Override
    int count(Side side) {
        return side == Side.SENDER ? sum(engine -> engine.count(Side.SENDER)) : super.count(side);
    }

    @Override
    int size() {
        return sum(Engine::size);
    }

    @Override
    int ready() {
        return sum(Engine::ready);
    }

    @Override
    int capacity() {
        return sum(Engine::capacity);
    }

    private int sum(ToIntFunction<Engine> number) {
        long sum = 0;
        for (var source : sources) {
            sum += number.applyAsInt(source.engine);
        }
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    @Override
    boolean isBounded() {
        return Arrays.stream(sources).allMatch(source -> source.engine.isBounded());
    }

    @Override
    String flavour() {
        return "merged";
    }

    /** Makes a merged receiver out of others, which are moved into it. */
    static <T> ReceiverHandle<T> merge(Collection<? extends ReceiverHandle<?>> given) {
        var own = new LinkedHashMap<Engine, ReceiverHandle<?>>(); // no engine equals another one
        var causes = new ArrayList<Throwable>();
        ReceiverHandle<T> merged = null;
        boolean moved = false;
        given.forEach(Handle::checkOpen); // before anything is held, and be it for a moment
        try {
            for (var handle : given) {
                if (handle.engine instanceof MergeEngine inner) {
                    addSources(handle, inner, own, causes);
                } else {
                    addOwn(handle, own);
                }
            }
            var engine = new MergeEngine(own.values());
            causes.forEach(engine::endsFor);
            merged = new ReceiverHandle<>(engine);
            merged.openFirst();
            takeOver(given);
            moved = true;
        } finally {
            closeAll(moved ? given : merged != null ? List.of(merged) : own.values());
        }
        return merged;
    }

    /**
     * Closes all, for those who may use them, or none if one was taken over by somebody else. (One that was just closed since
     * this engine has a handle of its own was closed behind that.) What follows from closing is left to who does that.
     */
    private static void takeOver(Collection<? extends ReceiverHandle<?>> given) {
        synchronized (TAKING_OVER) {
            for (var handle : given) {
                if (handle.lease.takenOver) {
                    throw handle.closedException();
                }
            }
            for (var handle : given) {
                handle.lease.takeOver();
            }
        }
    }

    private static void addOwn(ReceiverHandle<?> handle, Map<Engine, ReceiverHandle<?>> own) {
        handle.checkOpen();
        if (!own.containsKey(handle.engine)) {
            own.put(handle.engine, handle.ownCopy());
        }
    }

    /** Adds the sources beneath a merged receiver that have not ended, and the cause of those that have. */
    private static void addSources(ReceiverHandle<?> handle, MergeEngine inner, Map<Engine, ReceiverHandle<?>> own,
            Collection<Throwable> causes) {
        var held = handle.ownCopy(); // so nobody closes the sources meanwhile
        try {
            for (var source : inner.sources) {
                if (!source.hasEnded()) {
                    addOwn(source.handle, own);
                }
            }
            if (inner.cause() != null) { // read after they were seen ended
                causes.add(inner.cause());
            }
        } finally {
            held.close();
        }
    }
}
