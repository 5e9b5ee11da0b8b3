package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Selects and ends: disconnected channels, closed handles, interrupts; over two channels. */
abstract class SelectEndContract extends PairContract {
    @Test
    void anEndIsThrown() throws Exception {
        var cause = new Exception("the end");
        a.sender().closeExceptionally(cause);
        assertSame(cause, assertThrows(DisconnectedException.class,
                () -> Select.<Integer>select(receive(a), receive(b))).getCause());
        b.receiver().close();
        assertNull(assertThrows(DisconnectedException.class,
                () -> Select.<Integer>select(send(b, 1))).getCause());
    }

    @Test
    void anEndEndsTheWait() throws Exception {
        var cause = new Exception("the end");
        var waiting = selecting(receive(a), receive(b));
        b.sender().closeExceptionally(cause);
        assertSame(cause, assertThrows(DisconnectedException.class, waiting::get).getCause());
        var handled = selecting(receive(a), receive(opened(second)).onDisconnect(end -> 0));
        a.sender().close();
        assertThrows(DisconnectedException.class, handled::get);
    }

    @Test
    void onDisconnectRunsInstead() throws Exception {
        var cause = new Exception("the end");
        var waiting = start(() -> Select.<Throwable>select(
                Select.receive(a.receiver(), message -> null),
                Select.<Integer, Throwable>receive(b.receiver(), message -> null).onDisconnect(Throwable::getCause)));
        waiting.awaitBlocked();
        b.sender().closeExceptionally(cause);
        assertSame(cause, waiting.get());
        a.receiver().close();
        assertEquals(8, Select.<Integer>select(send(a, 1).onDisconnect(end -> 8)));
    }

    @Test
    void whatIsQueuedComesBeforeTheEnd() throws Exception {
        assumeRoom(1);
        offer(a, 1);
        a.sender().close();
        assertEquals(1, Select.<Integer>select(receive(a), receive(b)));
        assertThrows(DisconnectedException.class, () -> Select.<Integer>select(receive(a), receive(b)));
    }

    @Test
    void whoIsThereUntilDisconnectedLeaves() throws Exception {
        var cause = new Exception("the end");
        var next = Select.of(receive(a).untilDisconnected(), receive(b).untilDisconnected());
        var waiting = start(next::select).awaitBlocked();
        var alsoWaiting = start(next::select).awaitBlocked();
        a.sender().close();
        waiting.awaitBlocked();
        alsoWaiting.awaitBlocked();
        b.sender().send(1);
        b.sender().send(2);
        assertEquals(3, waiting.get() + alsoWaiting.get());
        var last = start(next::select).awaitBlocked();
        b.sender().closeExceptionally(cause);
        assertSame(cause, assertThrows(DisconnectedException.class, last::get).getCause());
        assertSame(cause, assertThrows(DisconnectedException.class, next::select).getCause());
        assertThrows(DisconnectedException.class, next::trySelect);
    }

    @Test
    void aClosedHandleFailsAlways() throws Exception {
        offer(b, 1);
        a.receiver().close();
        assertThrows(IllegalStateException.class, () -> Select.<Integer>select(receive(a), receive(b)));
        assertThrows(IllegalStateException.class, () -> Select.<Integer>selectInOrder(receive(b), receive(a), never()));
        assertThrows(IllegalStateException.class,
                () -> Select.<Integer>select(receive(b), receive(a).onDisconnect(end -> 0)));
        assertThrows(IllegalStateException.class,
                () -> Select.<Integer>select(receive(b), receive(a).untilDisconnected()));
        a.sender().close();
        assertThrows(IllegalStateException.class, () -> Select.<Integer>select(receive(b), send(a, 1)));
        assertEquals(1, b.receiver().receive(), "nothing was received");
    }

    @Test
    void aHandleClosedMeanwhileFails() throws Exception {
        var receiver = a.receiver().duplicate();
        var waiting = selecting(Select.receive(receiver, message -> message), receive(b));
        receiver.close();
        assertThrows(IllegalStateException.class, waiting::get);
        var last = selecting(receive(b), receive(a).onDisconnect(end -> 0));
        a.receiver().close();
        assertThrows(IllegalStateException.class, last::get);
        fill(b);
        if (b.sender().isFull()) {
            var sender = b.sender().duplicate();
            var sending = selecting(Select.send(sender, 1, () -> 0), receive(opened(first)));
            sender.close();
            assertThrows(IllegalStateException.class, sending::get);
        }
    }

    // Interrupts

    @Test
    void whatIsReadyIsDoneInSpiteOfAnInterrupt() throws Exception {
        offer(a, 1);
        assertEquals(1, interrupted(true, () -> Select.<Integer>select(receive(a), receive(b))));
        a.sender().close();
        assertEquals(0, interrupted(true, () -> Select.<Integer>select(receive(a).onDisconnect(end -> 0), receive(b))));
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        assertThrows(InterruptedException.class,
                () -> interrupted(false, () -> Select.<Integer>select(receive(a), receive(b))));
        var waiting = start(() -> {
            assertThrows(InterruptedException.class, () -> Select.<Integer>select(receive(a), receive(b),
                    Select.timeout(Duration.ofHours(1), () -> 0)));
            return Thread.currentThread().isInterrupted();
        }).awaitBlocked();
        waiting.interrupt();
        assertEquals(false, waiting.get());
        offer(a, 1);
        assertEquals(1, a.receiver().receive());
    }

    // The receivers' end, without sending

    @Test
    void aSenderHearsThatNobodyListens() throws Exception {
        Clause<Integer> gone = Select.disconnected(a.sender(), () -> 7);
        assertEquals(9, Select.<Integer>select(gone, Select.otherwise(() -> 9)));
        var waiting = selecting(gone, receive(b));
        a.receiver().close();
        assertEquals(7, waiting.get());
        assertEquals(7, Select.<Integer>select(receive(b), gone));
        a.sender().close();
        assertThrows(IllegalStateException.class, () -> Select.<Integer>select(gone));
    }

    @Test
    void awaitDisconnectWaitsForTheLastReceiver() throws Exception {
        assertTrue(!a.sender().awaitDisconnect(Duration.ZERO));
        assertTrue(!interrupted(true, () -> a.sender().awaitDisconnect(Duration.ofSeconds(Long.MIN_VALUE))));
        long start = System.nanoTime();
        assertTrue(!a.sender().awaitDisconnect(Duration.ofMillis(2)));
        assertTrue(System.nanoTime() - start >= 2_000_000);
        assertThrows(InterruptedException.class, () -> interrupted(false, () -> {
            a.sender().awaitDisconnect();
            return null;
        }));
        var more = a.receiver().duplicate();
        var waiting = start(() -> {
            a.sender().awaitDisconnect();
            return a.sender().awaitDisconnect(Duration.ofHours(1));
        }).awaitBlocked();
        a.receiver().close();
        waiting.awaitBlocked();
        assertEquals("sender of " + LockSupport.getBlocker(waiting.thread()), a.sender().toString());
        more.close();
        assertTrue(waiting.get());
        assertTrue(interrupted(true, () -> a.sender().awaitDisconnect(Duration.ZERO)));
        assertThrows(NullPointerException.class, () -> a.sender().awaitDisconnect(null));
    }

    @Test
    void awaitDisconnectFailsWhenItsHandleIsClosed() throws Exception {
        for (var sender : List.of(a.sender().duplicate(), a.sender())) {
            var waiting = start(() -> {
                sender.awaitDisconnect();
                return null;
            }).awaitBlocked();
            sender.close();
            assertThrows(IllegalStateException.class, waiting::get);
            assertThrows(IllegalStateException.class, sender::awaitDisconnect);
        }
    }
}
