package dev.leat.channels.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others do with the receivers that are just being merged. */
@Timeout(60)
class MovedReceiversTest {
    /** Has something done when a merged receiver gets a handle of its own on it. */
    private static final class Watched extends BareEngine {
        private Runnable copying = () -> { };

        @Override
        boolean isWatched() {
            copying.run();
            return true;
        }
    }

    private final Watched first = new Watched();
    private final Watched second = new Watched();
    private final ReceiverHandle<Object> one = open(first);
    private final ReceiverHandle<Object> two = open(second);

    private static ReceiverHandle<Object> open(Engine engine) {
        var handle = new ReceiverHandle<Object>(engine);
        handle.openFirst();
        return handle;
    }

    private static ReceiverHandle<Object> merge(ReceiverHandle<?>... receivers) {
        return MergeEngine.merge(List.of(receivers));
    }

    /** A moment in which it held one could be that in which this is closed: it would not be the last one then. */
    @Test
    void aMergeThatFailsHoldsNothingBeforeItHasLookedAtAll() {
        two.close();
        first.copying = () -> {
            throw new AssertionError("held");
        };
        assertThrows(IllegalStateException.class, () -> merge(one, two));
        first.copying = () -> { };
        assertTrue(one.lease.isOpen());
        assertEquals(1, one.receiverCount());
        one.close();
    }

    @Test
    void whoClosesOneMeanwhileComesTooLate() {
        second.copying = one::close;
        var merged = merge(one, two);
        second.copying = () -> { };
        assertFalse(one.lease.isOpen());
        assertEquals(1, first.count(Side.RECEIVER), "the merged receiver's own");
        assertEquals(1, second.count(Side.RECEIVER));
        merged.close();
        assertEquals(0, first.count(Side.RECEIVER));
        assertEquals(0, second.count(Side.RECEIVER));
    }

    @Test
    void whoMergesOneMeanwhileGetsIt() {
        var others = new Object() {
            ReceiverHandle<Object> merged;
        };
        second.copying = () -> {
            if (others.merged == null) {
                others.merged = merge(one);
            }
        };
        assertThrows(IllegalStateException.class, () -> merge(one, two));
        assertFalse(one.lease.isOpen());
        assertTrue(two.lease.isOpen(), "it is not closed for nothing");
        assertEquals(1, first.count(Side.RECEIVER));
        assertEquals(1, second.count(Side.RECEIVER));
        others.merged.close();
        assertEquals(0, first.count(Side.RECEIVER));
        two.close();
    }

    @Test
    void ofTwoThatMergeTheSameReceiversAtTheSameTimeOneGetsThem() throws Exception {
        var barrier = new CyclicBarrier(2);
        for (int round = 0; round < 1_000; round++) {
            Receiver<Integer> left = Channels.<Integer>rendezvous().receiver();
            Receiver<Integer> right = Channels.<Integer>rendezvous().receiver();
            var other = new FutureTask<>(() -> mergedAt(barrier, right, left));
            new Thread(other).start();
            var merged = mergedAt(barrier, left, right);
            var others = other.get(30, SECONDS);
            assertEquals(1, Stream.of(merged, others).filter(Optional::isPresent).count(), "round " + round);
            assertEquals(1, left.receiverCount());
            assertEquals(1, right.receiverCount());
            merged.or(() -> others).get().close();
            assertEquals(0, left.receiverCount());
        }
    }

    private static Optional<Receiver<Integer>> mergedAt(
            CyclicBarrier barrier, Receiver<Integer> one, Receiver<Integer> other) throws Exception {
        barrier.await(30, SECONDS);
        try {
            return Optional.of(Channels.merge(one, other));
        } catch (IllegalStateException taken) {
            return Optional.empty();
        }
    }
}
