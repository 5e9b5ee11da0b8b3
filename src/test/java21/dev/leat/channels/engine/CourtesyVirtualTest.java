package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual threads that give way park without a limit of their own. */
@Timeout(60)
class CourtesyVirtualTest extends LineOfReceivers {
    private static final Deadline HOUR = Deadline.after(Duration.ofHours(1));

    private FutureTask<Void> givesWay() {
        var later = awake();
        var gaveWay = new FutureTask<Void>(() -> {
            list.giveWay(later, Deadline.NEVER);
            later.leave();
            return null;
        });
        Thread.ofVirtual().start(gaveWay);
        return gaveWay;
    }

    @Test
    void allGoAheadWhenTheOneBeforeIsStopped() throws Exception {
        int slow = 0;
        for (int round = 0; round < 10 || slow == 0; round++) { // a busy machine may take all their time between two looks
            var stopped = awake();
            var gaveWay = new ArrayList<FutureTask<Void>>();
            for (int i = 0; i < 10; i++) {
                gaveWay.add(givesWay());
            }
            for (var one : gaveWay) {
                one.get();
            }
            slow += stopped.isSlow() ? 1 : 0;
            stopped.leave();
            assertTrue(list.isEmpty());
            Await.until(CourtesyVirtualTest::timerRests, "rest, from which the next round has to wake the timer");
        }
    }

    /** Or is not there: a busy machine may take so long that nobody has any patience left to park with. */
    private static boolean timerRests() {
        return timers().allMatch(timer -> LockSupport.getBlocker(timer) != null);
    }

    private static Stream<Thread> timers() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("leat-courtesy-timer"));
    }

    @Test
    void timerEndsAndBeginsAgain() throws Exception {
        for (int round = 0; round < 2; round++) {
            boolean begun = false;
            while (!begun) { // as above
                var stopped = awake();
                givesWay().get();
                stopped.leave();
                begun = timers().count() == 1;
            }
            Await.until(() -> timers().count() == 0, "an end");
        }
    }

    /** Those before are stopped, all of them: it does not give way to each in turn. */
    @Test
    void goesAheadWhenTheTimeOfAllIsOver() throws Exception {
        var stopped = new ArrayList<CourteousWaiter>();
        for (int i = 0; i < 40; i++) {
            stopped.add(awake());
        }
        while (stopped.stream().noneMatch(CourteousWaiter::isSlow)) { // as above
            givesWay().get();
        }
        assertTrue(stopped.stream().allMatch(one -> one.patience != null && one.patience.isOver()));
        stopped.forEach(CourteousWaiter::leave);
        assertTrue(list.isEmpty());
    }

    /** Its patience is so long that it is not the timer. */
    @Test
    void parksWithoutALimitAndIsTold() throws Exception {
        var earlier = awake();
        var later = awake();
        var followed = new FutureTask<>(() -> {
            later.beginGivingWay(list, Deadline.NEVER);
            try {
                return later.follow(list, earlier, HOUR, Deadline.NEVER);
            } finally {
                later.endGivingWay();
            }
        });
        var thread = Thread.ofVirtual().start(followed);
        while (thread.getState() != Thread.State.WAITING) {
            assertFalse(followed.isDone());
            assertFalse(thread.getState() == Thread.State.TIMED_WAITING);
            Thread.onSpinWait();
        }
        earlier.leave();
        assertTrue(followed.get());
        later.leave();
        assertEquals(null, earlier.followers);
    }
}
