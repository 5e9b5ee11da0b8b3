package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;

/**
 * How many bytes channels take (with both ends and what watches over them), waiters and queued messages. The limits are
 * for references of 4 bytes, and twice that for longer ones.
 */
class FootprintTest {
    private static final int MANY = 10_000_000;
    private static final Integer MESSAGE = 1;
    /** Of a reference in an array. */
    private static final long REFERENCE = size(new Object[1_000]) / 1_000;
    private static final long LARGEST_SEGMENT =
            ClassLayout.parseClass(Segment.class).instanceSize() + size(new Object[Segment.LARGEST]);

    private static long size(Object one) {
        return ClassLayout.parseInstance(one).instanceSize();
    }

    private static long sizes(Class<?>... types) {
        long sum = 0;
        for (Class<?> type : types) {
            sum += ClassLayout.parseClass(type).instanceSize();
        }
        return sum;
    }

    /** An engine and all that it alone refers to: what other engines refer to too does not count. */
    private static long size(Engine engine) {
        var shared = GraphLayout.parseInstance(LinkedEngine.unbounded(), LinkedEngine.bounded(2), new SlotEngine(),
                new RendezvousEngine(),
                TimerEngine.never(), MESSAGE);
        return GraphLayout.parseInstance(engine).subtract(shared).totalSize();
    }

    private static void assertAtMost(long limit, long bytes, String what) {
        assertTrue(bytes <= limit * REFERENCE / 4, () -> what + " takes " + bytes + " bytes");
    }

    @Test
    void idleChannelIsSmall() {
        long ends = sizes(ReceiverHandle.class, Lease.class, Lease.class);
        long unbounded = ends + sizes(UnboundedSenderHandle.class);
        long bounded = ends + sizes(BoundedSenderHandle.class);
        assertAtMost(864, unbounded + size(LinkedEngine.unbounded()), "an unbounded channel");
        assertAtMost(584, bounded + size(new SlotEngine()), "a channel of capacity 1");
        assertAtMost(1_052, bounded + size(LinkedEngine.bounded(2)), "a channel of capacity 2");
        assertAtMost(1_152, bounded + size(LinkedEngine.bounded(Integer.MAX_VALUE)), "a channel of any capacity");
        assertAtMost(512, bounded + size(new RendezvousEngine()), "a rendezvous channel");
        assertAtMost(288, sizes(SharedSlot.class), "what it takes more when a second thread has offered");
        assertAtMost(300, sizes(ReceiverHandle.class, Lease.class) + size(TimerEngine.never()), "a timer");
    }

    @Test
    void waitingThreadTakesOneSmallObject() {
        for (var engine : List.of(LinkedEngine.bounded(2), new SlotEngine())) {
            assertAtMost(56, size(engine.waiter(new ReceiverHandle<>(engine).lease, null)), "a receiver that waits");
            assertAtMost(56, size(engine.waiter(new BoundedSenderHandle<>(engine).lease, MESSAGE)), "a sender that waits");
        }
        var rendezvous = new RendezvousEngine();
        assertAtMost(40, size(rendezvous.waiter(new ReceiverHandle<>(rendezvous).lease, null)), "one that is to be met");
        assertAtMost(48, sizes(FurtherPlace.class), "one more clause of a select that waits");
    }

    @Test
    void queuedMessageTakesAReferenceAndAHalfByte() {
        for (var engine : List.of(LinkedEngine.unbounded(), LinkedEngine.bounded(MANY))) {
            long idle = size(engine);
            for (int i = 0; i < MANY; i++) {
                engine.offer(MESSAGE);
            }
            long each = (size(engine) - idle) * 1_000 / MANY;
            assertTrue(each <= (REFERENCE + 1) * 1_000, () -> each / 1_000.0 + " bytes a message");
        }
    }

    /** Where the channel stands now, there are two segments of the largest kind instead of a small one. */
    @Test
    void unboundedChannelIsAsSmallAsANewOneAfterABurst() {
        var engine = LinkedEngine.unbounded();
        assertSmallAfterABurst(engine, 2 * LARGEST_SEGMENT);
    }

    /** And a bounded channel keeps cells for what is queued at its capacity, at most for 4,096 messages. */
    @Test
    void boundedChannelKeepsFewSparesAfterABurst() {
        long spare = size(new Object[Segment.LARGEST]);
        assertSmallAfterABurst(LinkedEngine.bounded(1_000), 2 * LARGEST_SEGMENT + 8 * spare);
        assertSmallAfterABurst(LinkedEngine.bounded(MANY), 2 * LARGEST_SEGMENT + 32 * spare);
    }

    private static void assertSmallAfterABurst(LinkedEngine engine, long more) {
        long idle = size(engine);
        for (int sent = 0; sent < MANY; ) {
            int queued = 0;
            for (; sent < MANY && engine.offer(MESSAGE) == Engine.SENT; sent++) {
                queued++;
            }
            for (; queued > 0; queued--) {
                assertEquals(MESSAGE, engine.poll());
            }
        }
        long after = size(engine);
        assertTrue(after <= idle + more, () -> after + " bytes after a burst, " + idle + " before");
    }
}
