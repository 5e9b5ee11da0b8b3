package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What all timers have in common, tested with one whose message is far away. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class TimerContract {
    private final List<AutoCloseable> handles = new ArrayList<>();

    /** Makes a timer that gives nothing for an hour. */
    abstract Receiver<Instant> far();

    abstract String kind();

    <V> Task<V> start(Callable<V> body) {
        return Task.start(body);
    }

    final <H extends AutoCloseable> H closing(H handle) {
        handles.add(handle);
        return handle;
    }

    static <V> V interrupted(boolean stillSet, Callable<V> body) throws Exception {
        return ChannelContract.interrupted(stillSet, body);
    }

    @AfterEach
    void closeHandles() throws Exception {
        Thread.interrupted();
        for (AutoCloseable handle : handles) {
            handle.close();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#attempting")
    void nothingIsThereYet(Taking taking) throws Exception {
        assertNull(taking.from(closing(far())));
    }

    @Test
    void whatThereIsToSee() {
        Receiver<Instant> timer = closing(far());
        assertEquals(0, timer.size());
        assertTrue(timer.isEmpty());
        assertFalse(timer.isFull());
        assertEquals(1, timer.capacity());
        assertEquals(0, timer.senderCount());
        assertEquals(1, timer.receiverCount());
        assertFalse(timer.isDisconnected());
        assertTrue(timer.toString().matches("receiver of " + kind()
                + " channel@[0-9a-f]+\\[size 0, capacity 1, senders 0, receivers 1]"), timer::toString);
    }

    @Test
    void handlesAreCounted() {
        Receiver<Instant> timer = closing(far());
        Receiver<Instant> second = closing(timer.duplicate());
        assertEquals(2, timer.receiverCount());
        assertTrue(timer.sameChannel(second));
        assertFalse(timer.sameChannel(closing(far())));
        timer.close();
        timer.close();
        assertEquals(1, second.receiverCount());
        assertNull(second.tryReceive());
        assertThrows(IllegalStateException.class, timer::duplicate);
        second.close();
        assertEquals(0, second.receiverCount());
        assertEquals(0, second.senderCount());
        assertEquals(0, second.size());
    }

    @ParameterizedTest
    @EnumSource
    void aClosedTimerIsOfNoUse(Taking taking) throws Exception {
        Receiver<Instant> timer = far();
        timer.close();
        taking.assertEnds(IllegalStateException.class, () -> taking.from(timer));
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void closingWakesWhoWaits(Taking taking) throws Exception {
        Receiver<Instant> timer = closing(far());
        Receiver<Instant> second = closing(timer.duplicate());
        Task<Instant> waiting = start(() -> taking.from(timer)).awaitBlocked();
        Task<Instant> other = start(() -> taking.from(second)).awaitBlocked();
        timer.close();
        taking.assertEnds(IllegalStateException.class, waiting::get);
        other.awaitBlocked();
        second.close();
        taking.assertEnds(IllegalStateException.class, other::get);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        Receiver<Instant> timer = closing(far());
        Task<Instant> waiting = start(timer::receive).awaitBlocked();
        waiting.interrupt();
        assertThrows(InterruptedException.class, waiting::get);
        assertThrows(InterruptedException.class, () -> interrupted(false, timer::receive));
        assertThrows(UncheckedInterruptedException.class, () -> interrupted(true, timer.iterator()::next));
        assertNull(interrupted(true, timer::tryReceive));
    }

    @Test
    void aThreadDumpNamesTheTimer() throws Exception {
        Receiver<Instant> timer = closing(far());
        Task<Instant> waiting = Task.start(timer::receive).awaitBlocked();
        Object blocker = LockSupport.getBlocker(waiting.thread());
        assertTrue(timer.toString().endsWith(" of " + blocker), () -> String.valueOf(blocker));
        waiting.interrupt();
        assertThrows(InterruptedException.class, waiting::get);
    }

    @Test
    void aSelectWaitsForSomethingElse() throws Exception {
        Receiver<Instant> timer = closing(far());
        assertEquals("idle", Select.select(Select.receive(timer, Instant::toString), Select.otherwise(() -> "idle")));
        assertEquals("over", Select.select(
                Select.receive(timer, Instant::toString), Select.timeout(Duration.ofMillis(1), () -> "over")));
        assertEquals("due", Select.select(
                Select.receive(timer, Instant::toString),
                Select.receive(closing(Channels.after(Duration.ofMillis(20))), due -> "due")));
    }

    @Test
    void aForgottenTimerIsReleased() {
        Await.collected(List.of(new WeakReference<>(far())));
    }
}
