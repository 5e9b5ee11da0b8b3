package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Await;
import dev.leat.channels.Channel;
import dev.leat.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is different on a virtual thread. */
@Timeout(30)
class WaitPolicyVirtualTest {
    private static final long LONG_TURN = 5_000;
    private static final Deadline OVER = Deadline.after(Duration.ZERO);

    private final KeptHandles handles = new KeptHandles();

    @BeforeEach
    @AfterEach
    void nobodyIsWarned() {
        new Patience().learnFromYields(true);
    }

    /** Returns one that has learned nothing, and will not from its next yields: how long they take depends on the machine. */
    private static Patience untimed() {
        return untimed(new Patience());
    }

    private static Patience untimed(Patience patience) {
        patience.learnFromYields(true); // nobody is warned
        while (!patience.timesTurn()) {
            // after this one some are not timed
        }
        return patience;
    }

    private static int polls(Deadline deadline) {
        int polls = 0;
        while (WaitPolicy.MEETING.pause(polls, 0, deadline)) {
            polls++;
        }
        return polls;
    }

    private static int polls(Patience patience, Deadline deadline) {
        int polls = 0;
        while (WaitPolicy.BUFFER.pause(polls, 0, patience, deadline)) {
            polls++;
        }
        WaitPolicy.BUFFER.learn(polls, 0, patience, false);
        return polls;
    }

    private static <T> T onVirtualThread(Callable<T> part) throws Exception {
        var result = new FutureTask<>(part);
        Thread.ofVirtual().start(result);
        return result.get();
    }

    @Test
    void yieldsAreFew() throws Exception {
        assertEquals("1 yield, 0 without time",
                onVirtualThread(() -> polls(Deadline.NEVER) + " yield, " + polls(OVER) + " without time"));
    }

    @Test
    void yieldsDoNotDependOnWhatPlatformThreadsHaveLearned() throws Exception {
        Patience patience = untimed();
        for (int i = 0; i < 3; i++) {
            patience.learnFromPark(1_000_000, true);
        }
        assertEquals(true, onVirtualThread(() -> WaitPolicy.MEETING.pause(0, 0, patience, Deadline.NEVER)));
        assertEquals(2, onVirtualThread(() -> polls(patience, Deadline.NEVER)));
    }

    @Test
    void yieldsInVainAreLeftOutTheNextTime() throws Exception {
        Patience patience = untimed();
        assertEquals(0, onVirtualThread(() -> polls(patience, OVER)), "which says nothing");
        assertEquals(2, onVirtualThread(() -> polls(patience, Deadline.NEVER)));
        assertEquals(0, onVirtualThread(() -> polls(patience, Deadline.NEVER)));
        patience.learnFromYields(true);
        assertEquals(0, onVirtualThread(() -> polls(patience, Deadline.NEVER)), "the while is not over");
        assertEquals(24 - 2, PatienceTest.waitsWithoutYields(patience));
        assertEquals(2, onVirtualThread(() -> polls(patience, Deadline.NEVER)));
    }

    @Test
    void whatPlatformThreadsSeeSaysNothing() {
        Patience patience = untimed();
        WaitPolicy.BUFFER.learn(2, 0, patience, false);
        assertTrue(patience.yields());
    }

    @Test
    void oneYieldThatPaidLeavesItThatWay() throws Exception {
        Patience patience = untimed();
        for (int i = 0; i < 100; i++) {
            untimed(patience);
            assertEquals(true, onVirtualThread(() -> {
                boolean yields = WaitPolicy.BUFFER.pause(0, 0, patience, Deadline.NEVER);
                WaitPolicy.BUFFER.learn(1, 0, patience, true);
                return yields;
            }));
        }
    }

    /** Who waits looks once after each yield. */
    @Test
    void whoWaitsYieldsByWhatTheChannelHasLearned() throws Exception {
        var looks = new AtomicInteger();
        var engine = new BareEngine() {
            @Override
            boolean isReady(Side side) {
                looks.incrementAndGet();
                return false;
            }
        };
        Lease lease = handles.receiver(engine);
        IntStream.range(0, 5).forEach(i -> engine.patience.learn(false)); // no spins
        untimed(engine.patience);
        onVirtualThread(() -> Blocking.linger(engine, lease, null, Deadline.NEVER));
        assertEquals(2, looks.getAndSet(0));
        onVirtualThread(() -> Blocking.linger(engine, lease, null, Deadline.NEVER));
        assertEquals(0, looks.get());
    }

    @Test
    void afterALongTurnOneDoesNotYieldOnceMore() throws Exception {
        Patience patience = untimed();
        assertEquals(true, onVirtualThread(() -> WaitPolicy.BUFFER.pause(1, 0, patience, Deadline.NEVER)));
        patience.learnFromTurn(LONG_TURN);
        assertEquals(false, onVirtualThread(() -> WaitPolicy.BUFFER.pause(1, 0, patience, Deadline.NEVER)));
        assertEquals(0, onVirtualThread(() -> polls(patience, Deadline.NEVER)));
    }

    /** So many that each has to wait for others when it yields: one of them, at least, finds that out. */
    @Test
    void whoYieldsSeesThatOthersAreReady() throws Exception {
        var crowd = new ArrayList<FutureTask<Boolean>>();
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            var patience = new Patience();
            assertTrue(patience.yields(), "it is not warned");
            crowd.add(new FutureTask<>(() -> {
                for (int round = 0; round < 10_000 && !patience.skipsYields(); round++) {
                    for (long begun = System.nanoTime(); System.nanoTime() - begun < 2 * LONG_TURN; ) {
                        Thread.onSpinWait();
                    }
                    WaitPolicy.BUFFER.pause(0, 0, patience, Deadline.NEVER);
                }
                return patience.skipsYields();
            }));
        }
        crowd.forEach(Thread::startVirtualThread);
        boolean seen = false;
        for (var each : crowd) {
            seen |= each.get();
        }
        assertTrue(seen);
    }

    /** The first one asks whether yields pay; the one behind it does not yield at all. */
    @Test
    void whoWaitsForAPartnerYieldsByWhatTheChannelHasLearned() throws Exception {
        var engine = new RendezvousEngine();
        engine.patience.learnFromTurn(LONG_TURN);
        for (int i = 0; i < 2; i++) {
            Lease lease = handles.receiver(engine);
            var waiting = new FutureTask<>(() -> Blocking.await(engine, lease, null, Deadline.NEVER));
            awaitParked(Thread.ofVirtual().start(waiting), waiting);
        }
        assertEquals(24 - 1, PatienceTest.waitsWithoutYields(engine.patience));
        assertSame(Engine.SENT, engine.offer("a"));
        assertSame(Engine.SENT, engine.offer("b"));
    }

    @Test
    void aMeetingThatCameWithAYieldEndsTheWarning() throws Exception {
        var engine = new BareEngine() { };
        Lease lease = handles.receiver(engine);
        Patience patience = untimed();
        assertTrue(patience.yields(), "it is not warned");
        new Patience().learnFromYields(false);
        assertEquals("met", onVirtualThread(() -> {
            var waiter = new MetWaiter(engine, lease, patience);
            Object outcome = waiter.await(Deadline.NEVER);
            waiter.leave();
            return outcome;
        }));
        assertTrue(new Patience().yields());
    }

    @Test
    @SuppressWarnings("unchecked") // an array of options that holds options
    void aSelectLearnsFromYieldsToo() throws Exception {
        var engine = new BareEngine() { };
        untimed(engine.patience);
        try (var a = new ReceiverHandle<>(engine); var b = new ReceiverHandle<>(engine)) {
            var select = Chooser.of((Option<Object>[]) new Option<?>[] {
                Option.receive(a, message -> message), Option.receive(b, message -> message)}, false);
            interruptParked(select);
            assertFalse(engine.patience.yields(), "two were in vain");
            interruptParked(select);
            assertEquals(24 - 2, PatienceTest.waitsWithoutYields(engine.patience), "it did not yield");
        }
    }

    /** Which is seldom soon, and says nothing of messages. */
    @Test
    void whoWaitsForTheEndWarnsNobody() throws Exception {
        new Patience().learnFromYields(true);
        Channel<Integer> channel = Channels.bounded(1);
        var waiting = new FutureTask<Void>(() -> {
            channel.sender().awaitDisconnect();
            return null;
        });
        awaitParked(Thread.ofVirtual().start(waiting), waiting);
        assertTrue(new Patience().yields());
        channel.receiver().close();
        waiting.get();
        channel.sender().close();
    }

    private static void interruptParked(Chooser<?> select) throws Exception {
        var waiting = new FutureTask<>(() -> assertThrows(InterruptedException.class, select::select));
        Thread thread = Thread.ofVirtual().start(waiting);
        awaitParked(thread, waiting);
        thread.interrupt();
        waiting.get();
    }

    private static void awaitParked(Thread thread, FutureTask<?> waiting) {
        Await.until(() -> {
            assertFalse(waiting.isDone(), "it waits");
            return thread.getState() == Thread.State.WAITING;
        }, "a parked thread");
    }
}
