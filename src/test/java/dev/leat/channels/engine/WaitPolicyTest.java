package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a platform thread. (Virtual ones: WaitPolicyVirtualTest; that they keep no carrier is seen by CarrierTest.) */
class WaitPolicyTest {
    private static final Deadline OVER = Deadline.after(Duration.ZERO);

    private final KeptHandles handles = new KeptHandles();
    private final Patience patience = new Patience();

    @BeforeEach
    void otherThreadsHaveAProcessor() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    }

    @Test
    void spinsHaveAnEnd() {
        IntStream.range(0, 100).forEach(i -> patience.learn(true));
        assertEquals(2048, WaitPolicy.BUFFER.spins(patience, 1));
    }

    /** A look at thousands of channels takes some microseconds. */
    @Test
    void whoLooksAtSeveralChannelsDoesSoLessOften() throws Exception {
        var looks = new AtomicInteger();
        var merged = looked(looks, Side.RECEIVER, 0, new Source[2]);
        IntStream.range(0, 100).forEach(i -> merged.patience.learn(true));
        assertNull(Blocking.linger(merged, handles.receiver(merged), null, OVER));
        assertEquals(256, looks.getAndSet(0));

        var engine = looked(looks, Side.RECEIVER, 0, new Source[0]);
        IntStream.range(0, 100).forEach(i -> engine.patience.learn(true));
        assertNull(selectForNoTime(engine));
        int seen = looks.getAndSet(0); // two for each spin, and some before and after
        assertTrue(seen >= 2 * 256 && seen < 2 * 276, () -> seen + " looks");
        IntStream.range(0, 100).forEach(i -> engine.patience.learn(true));
        assertNull(Blocking.linger(engine, handles.receiver(engine), null, OVER));
        assertEquals(2048, looks.get(), "where there is but one");
    }

    @Test
    void whoLooksAtThousandsOfChannelsHardlyPolls() throws Exception {
        var looks = new AtomicInteger();
        var merged = looked(looks, Side.RECEIVER, 0, new Source[4096]);
        IntStream.range(0, 100).forEach(i -> merged.patience.learn(true));
        assertNull(Blocking.linger(merged, handles.receiver(merged), null, Deadline.NEVER));
        assertEquals(8, looks.get());
        assertEquals(1, WaitPolicy.most(Integer.MAX_VALUE));
    }

    @Test
    void aPlatformThreadSpinsTenTimesAtLeast() {
        IntStream.range(0, 100).forEach(i -> patience.learn(false));
        assertEquals(10, WaitPolicy.BUFFER.spins(patience, 1));
        assertEquals(10, WaitPolicy.BUFFER.spins(patience, 2));
    }

    @Test
    void whoWaitsForAPartnerDoesNotYieldBeforeItIsAnnounced() {
        assertEquals(WaitPolicy.OFFER, WaitPolicy.of(true));
        assertEquals(WaitPolicy.BUFFER, WaitPolicy.of(false));
    }

    @Test
    void pollsHaveAnEnd() {
        assertEquals(10 + 60, polls(WaitPolicy.BUFFER, 10));
        assertEquals(10, polls(WaitPolicy.OFFER, 10));
        assertEquals(50, polls(WaitPolicy.MEETING, 0));
        assertEquals(60, polls(WaitPolicy.COURTESY, 0));
    }

    /** Among threads that are busy sixty yields take some tenths of a second. */
    @Test
    void whoHasNoTimeDoesNotYield() {
        assertEquals(10, polls(WaitPolicy.BUFFER, 10, OVER));
        assertEquals(0, polls(WaitPolicy.MEETING, 0, OVER));
        assertEquals(10 + 60, polls(WaitPolicy.BUFFER, 10, Deadline.after(Duration.ofHours(1))));
        for (Side side : Side.values()) {
            assertEquals(10, looks(side, 0, OVER));
        }
    }

    @Test
    void aSelectThatHasNoTimeDoesNotYield() throws Exception {
        var looks = new AtomicInteger();
        assertNull(selectForNoTime(looked(looks, Side.RECEIVER, 0, new Source[0])));
        int seen = looks.get(); // two for each spin, and some before and after
        assertTrue(seen >= 2 * 10 && seen < 2 * 30, () -> seen + " looks");
    }

    /** Selects over two receivers of a channel. */
    @SuppressWarnings("unchecked") // an array of options that holds options
    private static Object selectForNoTime(Engine engine) throws Exception {
        try (var a = new ReceiverHandle<>(engine); var b = new ReceiverHandle<>(engine)) {
            var select = Chooser.of((Option<Object>[]) new Option<?>[] {
                Option.receive(a, message -> message), Option.receive(b, message -> message)}, false);
            return select.trySelect(Duration.ofNanos(1));
        }
    }

    /** Its yields are few against parking, whatever those of virtual threads are. */
    @Test
    void aPlatformThreadYieldsWhateverVirtualOnesHaveLearned() {
        patience.learnFromYields(false); // which warns the engine that is looked at, too
        assertEquals(10 + 60, looks(Side.RECEIVER, 0));
        new Patience().learnFromYields(true);
    }

    @Test
    void whoIsInterruptedDoesNotYield() {
        Thread.currentThread().interrupt();
        try {
            assertEquals(10, polls(WaitPolicy.BUFFER, 10));
            assertEquals(0, polls(WaitPolicy.MEETING, 0));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    /** A rest is part of the polls that keep the processor: nobody waits for longer because of it, nor forever. */
    @Test
    void whoRestsLooksAtTheChannelLessOften() {
        for (Side side : Side.values()) {
            assertEquals(10 + 60, looks(side, 0));
            assertEquals(10 + 60 - 4, looks(side, 4));
            assertEquals(10 + 60, looks(side, 10), "it would not learn whether spins pay");
        }
    }

    private int looks(Side resting, int rest) {
        return looks(resting, rest, Deadline.NEVER);
    }

    private int looks(Side resting, int rest, Deadline deadline) {
        var looks = new AtomicInteger();
        var engine = looked(looks, resting, rest, new Source[0]);
        assertNull(resting == Side.RECEIVER
                ? Blocking.linger(engine, handles.receiver(engine), null, deadline)
                : Blocking.linger(engine, handles.sender(engine), "message", deadline));
        return looks.get();
    }

    /** Returns an engine at which one spins ten times, and each look is counted. */
    private static Engine looked(AtomicInteger looks, Side resting, int rest, Source[] sources) {
        Engine engine = counting(looks, resting, rest, sources);
        IntStream.range(0, 100).forEach(i -> engine.patience.learn(false));
        return engine;
    }

    /** Returns a new engine at which each look is counted. */
    private static Engine counting(AtomicInteger looks, Side resting, int rest, Source[] sources) {
        return new BareEngine() {
            @Override
            int rest(Side side) {
                return side == resting ? rest : 0;
            }

            @Override
            Source[] sources() {
                return sources;
            }

            @Override
            boolean isReady(Side side) {
                looks.incrementAndGet();
                return false;
            }
        };
    }

    /** Else it would park for ever. */
    @Test
    @Timeout(20)
    void aPlatformThreadYieldsWhoeverIsBeforeIt() {
        var engine = new BareEngine() { };
        var first = new SingleWaiter(engine, handles.receiver(engine), null);
        assertTrue(first.announce());
        var second = new MetWaiter(engine, handles.receiver(engine), patience);
        assertEquals("met", second.await(Deadline.NEVER));
        second.leave();
        assertNull(first.disarm());
        first.leave();
    }

    @Test
    void aPlatformThreadYieldsAFewTimesAtANewChannelIfFirstWaitsAreLong() {
        PatienceTest.longFirstWaits(3);
        var looks = new AtomicInteger();
        var engine = counting(looks, Side.RECEIVER, 0, new Source[0]);
        assertNull(Blocking.linger(engine, handles.receiver(engine), null, Deadline.NEVER));
        assertEquals(10 + 10, looks.getAndSet(0), "spins and yields");
        assertNull(Blocking.linger(engine, handles.receiver(engine), null, Deadline.NEVER));
        assertEquals(10 + 60, looks.get());
        new Patience().learnThatItWasShort(); // nobody else is to begin so
    }

    @Test
    void aPlatformThreadDoesNotYieldWhereMessagesAreSeldom() {
        var looks = new AtomicInteger();
        var engine = looked(looks, Side.RECEIVER, 0, new Source[0]);
        IntStream.range(0, 3).forEach(i -> engine.patience.learnFromPark(1_000_000, true));
        assertNull(Blocking.linger(engine, handles.receiver(engine), null, Deadline.NEVER));
        assertEquals(10, looks.get());
        assertFalse(WaitPolicy.MEETING.pause(0, 0, engine.patience, Deadline.NEVER));
    }

    private static int polls(WaitPolicy policy, int spins) {
        return polls(policy, spins, Deadline.NEVER);
    }

    private static int polls(WaitPolicy policy, int spins, Deadline deadline) {
        int poll = 0;
        while (policy.pause(poll, spins, deadline)) {
            poll++;
        }
        return poll;
    }
}
