package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One look at a time, without the timer's thread. With that, and virtual threads: CourtesyVirtualTest. */
@Timeout(60)
class CourtesyTimerTest {
    private static final Deadline HOUR = Deadline.after(Duration.ofHours(1));
    private static final Deadline NOW = Deadline.after(Duration.ZERO);

    private final KeptHandles handles = new KeptHandles();
    private final LinkedEngine engine = LinkedEngine.unbounded();
    private final CourtesyTimer timer = new CourtesyTimer();

    private CourteousWaiter givingWay() {
        var waiter = new SingleWaiter(engine, handles.receiver(engine), null);
        waiter.beginGivingWay(engine.waiters(Side.RECEIVER), HOUR);
        return waiter;
    }

    /** A thread that sleeps until it is unparked, and may be. */
    private static final class Sleeper extends Thread {
        volatile boolean mayWake;

        Sleeper() {
            setDaemon(true);
            start();
            while (getState() != State.WAITING) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void run() {
            do {
                LockSupport.park();
            } while (!mayWake && !isInterrupted());
        }

    }

    @Test
    void allWhosePatienceIsOverAreUnparked() throws Exception {
        var one = new Sleeper();
        var other = new Sleeper();
        timer.add(one, givingWay(), NOW);
        timer.add(other, givingWay(), NOW);
        one.mayWake = true;
        other.mayWake = true;
        assertEquals(0, timer.look());
        one.join();
        other.join();
        assertTrue(timer.rests(), "nobody is left");
    }

    @Test
    void whoHasPatienceIsKeptUntilItIsOver() throws Exception {
        var sleeper = new Sleeper();
        var until = Deadline.after(Duration.ofMillis(20));
        timer.add(sleeper, givingWay(), until);
        timer.add(new Thread(), givingWay(), HOUR);
        sleeper.mayWake = true;
        do {
            assertTrue(sleeper.isAlive() || until.isOver(), "unparked too early");
            assertFalse(timer.rests());
        } while (timer.look() == 2);
        assertTrue(until.isOver(), "kept until then");
        sleeper.join();
        assertEquals(1, timer.look(), "the other one");
    }

    @Test
    void whoDoesNotGiveWayAnyMoreIsForgotten() {
        var waiter = givingWay();
        timer.add(new Thread(), waiter, HOUR);
        assertEquals(1, timer.look(), "its time is not over");
        waiter.endGivingWay();
        assertEquals(0, timer.look());
        assertTrue(timer.rests());
    }

    @Test
    void whoComesWhileItRestsWakesIt() {
        assertFalse(timer.add(new Thread(), givingWay(), NOW), "it does not rest yet");
        assertFalse(timer.rests(), "there is somebody");
        timer.look();
        assertTrue(timer.rests());
        assertTrue(timer.add(new Thread(), givingWay(), NOW));
        assertTrue(timer.add(new Thread(), givingWay(), NOW), "the first one may not come to wake it");
        assertEquals(0, timer.look());
    }

    /** It would be an Error, of unparking. */
    @Test
    void oneThatFailsIsLookedAtAgainAndKeepsNobodyFromTheOthers() throws Exception {
        var complaints = new ArrayList<Throwable>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, complaint) -> complaints.add(complaint));
        try {
            var one = new Sleeper();
            var other = new Sleeper();
            timer.add(one, givingWay(), NOW);
            timer.add(null, null, NOW);
            timer.add(other, givingWay(), NOW);
            one.mayWake = true;
            other.mayWake = true;
            assertEquals(1, timer.look());
            one.join();
            other.join();
            assertEquals(1, timer.look());
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(null);
        }
        assertEquals(List.of(NullPointerException.class, NullPointerException.class),
                complaints.stream().map(Object::getClass).toList());
    }
}
