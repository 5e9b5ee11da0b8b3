package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a select chooses, and when: over two channels. */
abstract class SelectContract extends PairContract {
    @Test
    void receivesWhereSomethingIs() throws Exception {
        offer(a, 1);
        assertEquals(1, Select.<Integer>select(receive(a), receive(b)));
        offer(b, 2);
        assertEquals(2, Select.<Integer>select(receive(a), receive(b), never()));
        assertNull(a.receiver().tryReceive());
        assertNull(b.receiver().tryReceive());
    }

    @Test
    void receivesFromOneOnly() throws Exception {
        offer(a, 1);
        offer(b, 2);
        int got = Select.<Integer>select(receive(a), receive(b), never());
        assertEquals(got == 1 ? null : (Integer) 1, a.receiver().tryReceive());
        assertEquals(got == 2 ? null : (Integer) 2, b.receiver().tryReceive());
    }

    @Test
    void sendsToOneOnly() throws Exception {
        var fromA = accept(a);
        var fromB = accept(b);
        int sent = -Select.<Integer>select(send(a, 1), send(b, 2));
        var chosen = sent == 1 ? fromA : fromB;
        var other = sent == 1 ? fromB : fromA;
        assertEquals(sent, chosen.get());
        (sent == 1 ? b : a).sender().send(3);
        assertEquals(3, other.get());
    }

    @Test
    void receivesOrSends() throws Exception {
        fill(b);
        if (b.sender().isFull()) {
            offer(a, 1);
            assertEquals(1, Select.<Integer>select(send(b, 2), receive(a)));
        }
        for (Integer left = b.receiver().tryReceive(); left != null; left = b.receiver().tryReceive()) {
            assertEquals(-1, left);
        }
        var receiving = accept(b);
        assertEquals(-3, Select.<Integer>select(receive(a), send(b, 3)));
        assertEquals(3, receiving.get());
    }

    @Test
    void waitsForAMessageInAny() throws Exception {
        for (var channel : List.of(a, b)) {
            var waiting = selecting(receive(a), receive(b));
            channel.sender().send(5);
            assertEquals(5, waiting.get());
        }
        assertTrue(a.receiver().isEmpty() && b.receiver().isEmpty());
    }

    @Test
    void waitsForRoomInAny() throws Exception {
        fill(a);
        fill(b);
        if (!a.sender().isFull() || !b.sender().isFull()) {
            assertEquals(-1, Select.<Integer>select(a.sender().isFull() ? send(b, 1) : send(a, 1), receiveNever()));
            return;
        }
        for (var channel : List.of(a, b)) {
            var waiting = selecting(send(a, 6), send(b, 6));
            int received = channel.receiver().receive();
            assertEquals(-6, waiting.get());
            for (int i = channel.receiver().capacity(); i > 0; i--) {
                assertEquals(-1, received);
                received = channel.receiver().receive();
            }
            assertEquals(6, received);
            fill(channel);
        }
    }

    private Clause<Integer> receiveNever() {
        return receive(opened(second));
    }

    @Test
    void waitsForEither() throws Exception {
        fill(b);
        if (b.sender().isFull()) {
            var first = selecting(receive(a), send(b, 7));
            a.sender().send(1);
            assertEquals(1, first.get());
            var second = selecting(receive(a), send(b, 7));
            b.receiver().receive();
            assertEquals(-7, second.get());
        }
    }

    /** What was sent to the first channel before the second one got anything comes first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inOrderTheFirstIsTakenIfTheSecondWasReadyOnlyLater(boolean waits) throws Exception {
        int rounds = 5_000;
        var turn = new AtomicInteger();
        var sending = start(() -> {
            for (int i = 0; i < rounds; i++) {
                while (turn.get() < i) {
                    Thread.yield();
                }
                a.sender().send(1);
                b.sender().send(2);
            }
            return null;
        });
        var next = Select.<Integer>ofInOrder(receive(a), receive(b));
        try {
            for (int i = 0; i < rounds; i++) {
                Integer first = waits ? next.select() : next.trySelect();
                while (first == null) {
                    boolean allSent = sending.isDone(); // before the attempt: what was sent by then is there
                    if (allSent) {
                        sending.get();
                    }
                    first = next.trySelect();
                    assertFalse(allSent && first == null, "a message is lost");
                }
                assertEquals(1, first, "round " + i);
                assertEquals(2, next.select());
                turn.set(i + 1);
            }
        } finally {
            turn.set(rounds);
        }
        sending.get();
    }

    @Test
    void messagesKeepTheirOrder() throws Exception {
        var sending = List.of(sending(a.sender(), 1, 3, 5, 7, 9), sending(b.sender(), 2, 4, 6, 8, 10));
        var got = List.of(new ArrayList<Integer>(), new ArrayList<Integer>());
        for (int i = 0; i < 10; i++) {
            int message = Select.<Integer>select(receive(a), receive(b));
            got.get(message % 2).add(message);
        }
        assertEquals(List.of(List.of(2, 4, 6, 8, 10), List.of(1, 3, 5, 7, 9)), got);
        sending.get(0).get();
        sending.get(1).get();
    }

    // In order

    @Test
    void inOrderTheFirstReadyIsChosen() throws Exception {
        offer(b, 1);
        assertEquals(1, Select.<Integer>selectInOrder(receive(a), receive(b)));
        offer(a, 2);
        offer(b, 3);
        assertEquals(2, Select.<Integer>selectInOrder(never(), receive(a), receive(b)));
        offer(a, 4);
        assertEquals(3, Select.<Integer>selectInOrder(List.of(receive(b), receive(a))));
        assertEquals(4, Select.<Integer>selectInOrder(List.of(never(), receive(b), receive(a))));
    }

    // Otherwise, and time limits

    @Test
    void otherwiseIsForWhenNothingIsReady() throws Exception {
        fill(b);
        var other = b.sender().isFull() ? send(b, 1) : receive(b);
        for (boolean leads : new boolean[] {true, false}) {
            Clause<Integer> otherwise = Select.otherwise(() -> 9);
            var clauses = leads ? List.of(otherwise, receive(a), other) : List.of(receive(a), other, otherwise);
            assertEquals(9, Select.<Integer>select(clauses));
            assertEquals(9, Select.<Integer>selectInOrder(clauses));
            offer(a, 3);
            assertEquals(3, Select.<Integer>selectInOrder(clauses));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.000000001S", "PT-9223372036854775808S"})
    void noTimeIsOneAttempt(Duration timeout) throws Exception {
        assertEquals(9, interrupted(true,
                () -> Select.<Integer>select(receive(a), receive(b), Select.timeout(timeout, () -> 9))));
        offer(b, 1);
        assertEquals(1, interrupted(true,
                () -> Select.<Integer>select(Select.timeout(timeout, () -> 9), receive(a), receive(b))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT0.0001S", "PT0.001S", "PT0.0199999S"})
    void neverGivesUpEarly(Duration timeout) throws Exception {
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertEquals(9, Select.<Integer>select(receive(a), receive(b), Select.timeout(timeout, () -> 9)));
            long waited = System.nanoTime() - start;
            assertTrue(waited >= timeout.toNanos(), () -> "gave up after " + waited);
        }
    }

    @Test
    void anUnparkIsNoTimeout() throws Exception {
        var timeout = Duration.ofMillis(50);
        var waiting = start(() -> {
            long start = System.nanoTime();
            assertEquals(9, Select.<Integer>select(receive(a), receive(b), Select.timeout(timeout, () -> 9)));
            return System.nanoTime() - start;
        });
        Await.until(() -> {
            LockSupport.unpark(waiting.thread());
            return waiting.isDone();
        }, "timed out");
        assertTrue(waiting.get() >= timeout.toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9223372036854775807.999999999S", "PT9223372036.854775808S", "PT9223372036.854775807S",
        "PT1000000H"})
    void anyLengthIsAllowed(Duration timeout) throws Exception {
        var waiting = selecting(receive(a), Select.timeout(timeout, () -> 9), receive(b));
        b.sender().send(1);
        assertEquals(1, waiting.get());
    }

    @Test
    void whoTimedOutIsNotServed() throws Exception {
        assertEquals(9, Select.<Integer>select(
                receive(a), receive(b), Select.timeout(Duration.ofMillis(1), () -> 9)));
        offer(a, 1);
        offer(b, 2);
        assertEquals(1, a.receiver().receive());
        assertEquals(2, b.receiver().receive());
    }

    @Test
    void whoTimedOutHasSentNothing() throws Exception {
        fill(a);
        fill(b);
        if (a.sender().isFull() && b.sender().isFull()) {
            assertEquals(9, Select.<Integer>select(
                    send(a, 1), send(b, 1), Select.timeout(Duration.ofMillis(1), () -> 9)));
            var sending = List.of(sending(a.sender(), 2), sending(b.sender(), 2));
            for (var channel : List.of(a, b)) {
                int received = channel.receiver().receive();
                while (received == -1) {
                    received = channel.receiver().receive();
                }
                assertEquals(2, received);
            }
            sending.get(0).get();
            sending.get(1).get();
        }
    }

    @Test
    void aLimitAloneIsKept() throws Exception {
        assertEquals(1, Select.<Integer>select(Select.otherwise(() -> 1)));
        long start = System.nanoTime();
        assertEquals(2, Select.<Integer>select(Select.timeout(Duration.ofMillis(5), () -> 2)));
        assertTrue(System.nanoTime() - start >= 5_000_000);
        assertThrows(InterruptedException.class, () -> interrupted(false,
                () -> Select.<Integer>select(Select.timeout(Duration.ofHours(1), () -> 2))));
    }

    // One channel in several clauses

    @Test
    void aChannelMayStandInSeveralClauses() throws Exception {
        offer(a, 1);
        Clause<Integer> again = Select.receive(a.receiver(), message -> message + 100);
        assertTrue(Set.of(1, 101).contains(Select.<Integer>select(receive(a), again, receive(b), receive(b))));
        var waiting = selecting(receive(b), again, again, receive(b));
        a.sender().send(2);
        assertEquals(102, waiting.get());
        assertNull(a.receiver().tryReceive());
    }

    @Test
    void bothSidesOfAChannelMayStandInOneSelect() throws Exception {
        fill(b);
        if (first == Kind.RENDEZVOUS) {
            assertEquals(9, Select.<Integer>select(send(a, 1), receive(a), Select.otherwise(() -> 9)));
            assertEquals(9, Select.<Integer>select(
                    receive(a), send(a, 1), Select.timeout(Duration.ofMillis(1), () -> 9)));
            var waiting = selecting(send(a, 1), receive(a));
            assertEquals(1, a.receiver().receive());
            assertEquals(-1, waiting.get());
            waiting = selecting(receive(a), send(a, 1));
            a.sender().send(2);
            assertEquals(2, waiting.get());
        } else {
            assertEquals(-1, Select.<Integer>select(send(a, 1), receive(a)));
            assertEquals(1, Select.<Integer>selectInOrder(receive(a), send(a, 2)));
        }
    }

    // Handlers

    @Test
    void handlersRunInTheThreadThatSelects() throws Exception {
        offer(a, 1);
        var self = Thread.currentThread();
        assertSame(self, Select.<Thread>select(
                Select.receive(a.receiver(), message -> Thread.currentThread()), Select.receive(b.receiver(), m -> null)));
        assertSame(self, Select.<Thread>select(Select.otherwise(Thread::currentThread)));
        Task<Thread> waiting = start(() -> Select.<Thread>select(
                Select.receive(a.receiver(), m -> null), Select.receive(b.receiver(), m -> Thread.currentThread())));
        waiting.awaitBlocked();
        b.sender().send(1);
        assertSame(waiting.thread(), waiting.get());
    }

    @Test
    void aHandlerMayGiveNull() throws Exception {
        offer(a, 1);
        assertNull(Select.<Object>select(Select.receive(a.receiver(), message -> null)));
    }

    @Test
    void whatAHandlerThrowsComesOut() throws Exception {
        offer(a, 1);
        var failure = new IllegalCallerException();
        Clause<Integer> failing = Select.receive(a.receiver(), message -> {
            throw failure;
        });
        assertSame(failure, assertThrows(IllegalCallerException.class, () -> Select.<Integer>select(failing, receive(b))));
        assertNull(a.receiver().tryReceive(), "it was received");
        var waiting = selecting(failing, receive(b));
        a.sender().send(2);
        assertSame(failure, assertThrows(IllegalCallerException.class, waiting::get));
    }

    /** As other languages' handlers can. */
    @Test
    void whatAHandlerThrowsUndeclaredComesOutOfTheSelectThatDoesNotWaitToo() throws Exception {
        offer(a, 1);
        var failure = new InterruptedException("of the handler");
        var next = Select.<Integer>of(Select.receive(a.receiver(), message -> {
            throw SelectContract.<RuntimeException>undeclared(failure);
        }), receive(b));
        assertSame(failure, assertThrows(InterruptedException.class, next::trySelect));
    }

    @SuppressWarnings("unchecked") // the compiler is deceived
    private static <E extends Throwable> E undeclared(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void aHandlerMaySelect() throws Exception {
        Clause<Integer> nested = Select.receive(a.receiver(), message -> {
            try {
                return message + Select.<Integer>select(receive(a), receive(b));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        var waiting = selecting(nested);
        a.sender().send(1);
        b.sender().send(10);
        assertEquals(11, waiting.get());
    }

    // Clauses are immutable

    @Test
    void clausesServeInManySelectsAtOnce() throws Exception {
        var clauses = List.of(receive(a), receive(b));
        var waiting = new ArrayList<Task<Integer>>();
        for (int i = 0; i < 6; i++) {
            waiting.add(start(() -> Select.<Integer>select(clauses)).awaitBlocked());
        }
        for (int i = 0; i < 6; i++) {
            (i % 2 == 0 ? a : b).sender().send(1 << i);
        }
        int sum = 0;
        for (var task : waiting) {
            sum += task.get();
        }
        assertEquals(63, sum);
    }

    @Test
    void aClauseIsNotChanged() throws Exception {
        var plain = receive(a);
        var handled = plain.onDisconnect(end -> 1);
        var leaving = plain.untilDisconnected();
        assertNotSame(plain, handled);
        a.sender().close();
        assertThrows(DisconnectedException.class, () -> Select.<Integer>select(plain));
        assertEquals(1, Select.<Integer>select(handled));
        assertEquals(2, Select.<Integer>select(leaving.onDisconnect(end -> 2)));
        assertThrows(DisconnectedException.class, () -> Select.<Integer>select(handled.untilDisconnected()));
    }

    // Thread dumps

    @Test
    void blockerNamesTheChannels() throws Exception {
        var waiting = selecting(receive(a), receive(b));
        var blocker = LockSupport.getBlocker(waiting.thread());
        if (blocker != null) { // a virtual thread has none that could be asked for
            assertTrue(blocker.toString().startsWith("select over "), blocker::toString);
            for (var channel : List.of(a, b)) {
                var name = channel.receiver().toString().replaceAll(".* of (.*@\\w+).*", "$1");
                assertTrue(blocker.toString().contains(name), () -> blocker + " names " + name);
            }
        } else {
            assertFalse(threads() == Task.PLATFORM);
        }
        a.sender().send(1);
        assertEquals(1, waiting.get());
    }
}
