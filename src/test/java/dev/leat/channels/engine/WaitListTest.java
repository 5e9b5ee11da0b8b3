package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitListTest {
    private final WaitList list = new WaitList();
    private final LinkedEngine engine = LinkedEngine.unbounded();

    private Waiter waiter() {
        return new Waiter(new ReceiverHandle<>(engine).lease, null);
    }

    private Waiter add(Waiter waiter, boolean first) {
        list.add(waiter, first);
        return waiter;
    }

    /** Withdrawing fails for those who were woken. */
    private List<Boolean> woken(Waiter... waiters) {
        var result = new ArrayList<Boolean>();
        for (var waiter : waiters) {
            result.add(!list.withdraw(waiter));
        }
        return result;
    }

    @Test
    void wakesInOrderOfArrival() {
        var a = add(waiter(), false);
        var b = add(waiter(), false);
        list.wakeOne();
        assertFalse(list.isEmpty());
        assertEquals(List.of(true, false), woken(a, b));
        assertTrue(list.isEmpty());
    }

    @Test
    void whoWasWokenInVainStandsFirst() {
        var a = add(waiter(), false);
        var b = add(waiter(), true);
        list.wakeOne();
        assertEquals(List.of(false, true), woken(a, b));
    }

    @Test
    void wakingSkipsWhoStandsElsewhereAndWasWokenThere() {
        var elsewhere = new WaitList();
        var a = add(waiter(), false);
        elsewhere.add(a, false);
        var b = add(waiter(), false);
        elsewhere.wakeOne();
        list.wakeOne();
        assertEquals(List.of(true, true), woken(a, b));
        assertTrue(list.isEmpty());
        assertTrue(elsewhere.isEmpty());
    }

    @Test
    void whoHasWithdrawnIsNotWoken() {
        var a = add(waiter(), false);
        var b = add(waiter(), false);
        assertTrue(list.withdraw(a));
        list.wakeOne();
        assertFalse(list.withdraw(b));
        assertTrue(list.isEmpty());
    }

    @Test
    void wakesAll() {
        var a = add(waiter(), false);
        var b = add(waiter(), false);
        list.wakeAll();
        assertEquals(List.of(true, true), woken(a, b));
        assertTrue(list.isEmpty());
    }

    @Test
    void wakesAllOfOneHandle() {
        var lease = new ReceiverHandle<>(engine).lease;
        var a = add(new Waiter(lease, null), false);
        var b = add(waiter(), false);
        var c = add(new Waiter(lease, null), false);
        list.wakeAllOf(lease);
        assertFalse(list.isEmpty());
        assertEquals(List.of(true, false, true), woken(a, b, c));
        assertTrue(list.isEmpty());
    }

    @Test
    void wakingNobodyIsNothing() {
        list.wakeOne();
        list.wakeAll();
        assertTrue(list.isEmpty());
    }

    @Test
    void deadlineIsNotBeforeItsTime() {
        long start = System.nanoTime();
        var deadline = Deadline.after(Duration.ofMillis(2));
        while (!deadline.isOver()) {
            Thread.onSpinWait();
        }
        assertTrue(System.nanoTime() - start >= 2_000_000);
    }

    @Test
    void deadlineBeyondTheClockIsNever() {
        assertEquals(Deadline.NEVER, Deadline.after(Duration.ofSeconds(Long.MAX_VALUE)));
        assertFalse(Deadline.after(Duration.ofNanos(Long.MAX_VALUE)).isOver());
    }
}
