package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/** A test of those who wait in one line, one step at a time: receivers of an unbounded channel. */
abstract class LineOfReceivers {
    final KeptHandles handles = new KeptHandles();
    final LinkedEngine engine = LinkedEngine.unbounded();
    final WaitList list = (WaitList) engine.waiters(Side.RECEIVER);

    CourteousWaiter waiter() {
        return waiter(handles.receiver(engine));
    }

    CourteousWaiter waiter(Lease lease) {
        var waiter = new SingleWaiter(engine, lease, null);
        assertTrue(waiter.announce());
        return waiter;
    }

    /** Tells which of them were woken, and ends their waits. */
    static List<Boolean> woken(CourteousWaiter... waiters) {
        var result = new ArrayList<Boolean>();
        for (var waiter : waiters) {
            result.add(waiter.disarm() == waiter);
            waiter.leave();
        }
        return result;
    }

    /** Returns one who was woken and has not acted. */
    CourteousWaiter awake() {
        var waiter = waiter();
        list.wakeOne();
        assertEquals(waiter, waiter.disarm());
        return waiter;
    }
}
