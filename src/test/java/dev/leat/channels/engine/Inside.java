package dev.leat.channels.engine;

import java.time.Duration;
import java.util.Collection;
import org.openjdk.jol.info.GraphLayout;

/** What is seen of a channel only from within, for tests that use it from outside. */
public final class Inside {
    /** How long somebody who was woken may be suspended at least and keep its turn. */
    public static final Duration COURTESY = CourteousWaiter.COURTESY;

    private Inside() {
    }

    /** Tells whether nobody waits at a handle's side, and nothing is there of those who did but the last place. */
    public static boolean isLeft(Object end) {
        var handle = (Handle) end;
        Waiters waiters = handle.engine.waiters(handle.lease.side);
        Line line = waiters instanceof WaitList list ? list : ((RendezvousEngine) waiters).line;
        Place last = line.first();
        return last == null || line.after(last) == null
                && (waiters instanceof WaitList list ? list.isEmpty() : !last.waiter().isWaiting());
    }

    /** Tells whether platform threads that wait there park without any yields. */
    public static boolean parksAtOnce(Object end) {
        return ((Handle) end).engine.patience.platformYields(1) == 0;
    }

    /** How many bytes the channels of some handles take. Nobody may wait there, since that one's thread would count too. */
    public static long bytes(Collection<?> ends) {
        return GraphLayout.parseInstance(ends.stream().map(end -> (Object) ((Handle) end).engine).toArray()).totalSize();
    }
}
