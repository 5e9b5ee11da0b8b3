package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How those who were woken give way to each other. */
class CourteousWaiterTest extends LineOfReceivers {
    private static final Deadline HOUR = Deadline.after(Duration.ofHours(1));
    private static final Deadline NOW = Deadline.after(Duration.ZERO);

    @Test
    void whoIsAwakeGivesWayToThoseBeforeItHoweverManyTheyAre() {
        assertGivesWay(LinkedEngine.bounded(10), 2);
        assertGivesWay(LinkedEngine.bounded(10), WaitList.CROWD);
        assertGivesWay(LinkedEngine.unbounded(), WaitList.CROWD);
    }

    private void assertGivesWay(LinkedEngine engine, int awake) {
        var list = (WaitList) engine.waiters(Side.RECEIVER);
        var lease = handles.receiver(engine);
        var waiters = new ArrayList<CourteousWaiter>();
        for (int i = 0; i < awake; i++) {
            var waiter = new SingleWaiter(engine, lease, null);
            assertTrue(waiter.announce());
            waiters.add(waiter);
            list.wakeOne();
        }
        CourteousWaiter last = waiters.get(awake - 1);
        assertEquals(last, last.disarm());
        CourteousWaiter earlier = waiters.get(awake - 2);
        var patience = Deadline.after(Duration.ofSeconds(20));
        while (!earlier.isSlow() && !patience.isOver()) { // a slow machine may take all its time for its polls
            list.giveWay(last, Deadline.NEVER);
        }
        assertTrue(earlier.isSlow(), "waited for in vain by one of " + awake);
        waiters.forEach(waiter -> {
            waiter.disarm();
            waiter.leave();
        });
        assertTrue(list.isEmpty());
    }

    @Test
    void whoFollowsIsToldWhenTheOneBeforeHasActed() throws Exception {
        assertFollowerGoesAhead(CourteousWaiter::leave);
    }

    @Test
    void whoFollowsIsToldWhenTheOneBeforeWaitsAgain() throws Exception {
        assertFollowerGoesAhead(waiter -> assertTrue(waiter.announce()));
    }

    private void assertFollowerGoesAhead(Consumer<CourteousWaiter> step) throws Exception {
        var earlier = awake();
        var follower = new Follower(earlier);
        assertFalse(follower.wentAhead.isDone(), "nobody has acted");
        step.accept(earlier);
        follower.assertGoesAhead();
    }

    @Test
    void allWhoFollowOneAreTold() throws Exception {
        var earlier = awake();
        var followers = List.of(new Follower(earlier), new Follower(earlier), new Follower(earlier));
        earlier.leave();
        for (var follower : followers) {
            follower.assertGoesAhead();
        }
        assertEquals(null, earlier.followers);
    }

    @Test
    void whoBeganToFollowOneWhoIsGoneIsNotKept() {
        var earlier = awake();
        earlier.leave();
        earlier.addFollower(); // who saw it awake a moment ago
        assertTrue(waiter().follow(list, earlier, HOUR, HOUR));
        assertEquals(null, earlier.followers);
    }

    @Test
    void whoFollowsIsToldThoughAnotherOneWhoFollowedHasLeft() throws Exception {
        var earlier = awake();
        var follower = new Follower(earlier);
        for (int i = 0; i < 10; i++) {
            assertFalse(waiter().follow(list, earlier, HOUR, Deadline.after(Duration.ofNanos(100_000))));
            follower.awaitBlocked();
        }
        earlier.leave();
        follower.assertGoesAhead();
    }

    @Test
    void whoGivesWayIsNotSlow() throws Exception {
        var earlier = awake();
        var follower = new Follower(earlier);
        assertFalse(isTakenForSlow(follower.own));
        earlier.leave();
        follower.assertGoesAhead();
    }

    @Test
    void whoGaveWayAMomentAgoIsNotSlow() throws Exception {
        var earlier = awake();
        earlier.beginGivingWay(list, HOUR);
        earlier.patience = Deadline.after(Duration.ofMillis(50));
        var follower = new FutureTask<>(() -> givingWay().follow(list, earlier, earlier.patience, HOUR));
        var thread = new Thread(follower);
        thread.start();
        while (earlier.followers == null && !follower.isDone()) {
            Thread.onSpinWait();
        }
        earlier.endGivingWay();
        assertTrue(follower.get(20, TimeUnit.SECONDS), "to look again");
        thread.join();
        assertFalse(earlier.isSlow());
    }

    @Test
    void whoGivesWayForTooLongIsSlow() {
        var earlier = awake();
        earlier.beginGivingWay(list, NOW);
        assertTrue(isTakenForSlow(earlier));
    }

    /** Two selects in two lines could give way to each other. */
    @Test
    void whoGivesWayInAnotherLineIsNotFollowed() throws Exception {
        var earlier = awake();
        var follower = new Follower(earlier);
        earlier.beginGivingWay(LinkedEngine.unbounded().waiters(Side.RECEIVER), HOUR);
        LockSupport.unpark(follower.thread); // it looks now and then
        follower.assertGoesAhead();
        assertTrue(givingWay().follow(list, earlier, HOUR, HOUR));
        var later = awake();
        assertTrue(list.giveWay(later, HOUR));
        assertFalse(earlier.isSlow());
        earlier.endGivingWay();
        list.giveWay(later, HOUR);
        assertTrue(earlier.isSlow());
    }

    /** One was woken in vain, and begins to wait again when there is something to do and another one was woken for it. */
    @Test
    void whoWaitsBeforeOneIsWokenIfThereIsSomethingToDo() {
        var earlier = awake();
        var later = awake();
        engine.offer(1);
        assertFalse(earlier.announce(), "there is a message");
        assertTrue(earlier.isWaiting(), "as long as it has not done what follows");
        assertTrue(list.giveWay(later, HOUR));
        assertEquals(earlier, earlier.disarm());
        assertTrue(earlier.isSlow(), "waited for");
        earlier.leave();
        later.leave();
        assertTrue(list.isEmpty());
    }

    @Test
    void whoWaitsBeforeOneIsLeftInPeaceIfThereIsNothingToDo() {
        var earlier = awake();
        var later = awake();
        assertTrue(earlier.announce());
        assertFalse(list.giveWay(later, HOUR), "it would only get in the way of what comes now");
        assertTrue(earlier.isWaiting());
        later.another = new FurtherPlace(later, LinkedEngine.unbounded(), handles.receiver(engine), null, 1, false, false, null);
        assertTrue(list.giveWay(later, HOUR), "there may be something elsewhere");
        assertTrue(earlier.isWaiting());
    }

    /** Of those who wait before one, the first is woken: one after the other, as long as there is something to do. */
    @Test
    void onlyTheFirstOfThoseWhoWaitBeforeOneIsWoken() {
        var earlier = List.of(awake(), awake(), awake());
        var later = awake();
        earlier.forEach(waiter -> assertTrue(waiter.announce()));
        assertTrue(engine.tailSegment.isEmpty(engine.tailSegment.fill(0, 1)), "sent, and nobody was woken yet");
        assertTrue(list.giveWay(later, Deadline.after(Duration.ofNanos(1))), "its time is over");
        assertEquals(List.of(false, true, true), earlier.stream().map(Waiter::isWaiting).toList());
    }

    @Test
    void whoHasNoTimeLeftDoesNotLookAgain() {
        var earlier = awake();
        earlier.leave();
        assertFalse(waiter().follow(list, earlier, HOUR, NOW));
        Thread.currentThread().interrupt();
        assertFalse(waiter().follow(list, earlier, HOUR, HOUR));
        assertTrue(Thread.interrupted());
    }

    @Test
    void whoGivesWayIsNotSlowUntilItGoesAhead() throws Exception {
        var seen = new ArrayList<Boolean>();
        var patience = Deadline.after(Duration.ofSeconds(60));
        while (seen.isEmpty() && !patience.isOver()) { // on a busy machine this thread may come too late
            var earlier = awake();
            var later = awake();
            var inTime = new AtomicReference<Deadline>();
            var gaveWay = new FutureTask<Void>(() -> {
                inTime.set(Deadline.after(CourteousWaiter.COURTESY.multipliedBy(3)));
                list.giveWay(later, Deadline.NEVER);
                return null;
            });
            var thread = new Thread(gaveWay);
            thread.start();
            while (!later.givesWay() && !gaveWay.isDone()) {
                Thread.onSpinWait();
            }
            boolean slow = isTakenForSlow(later);
            if (later.givesWay() && !inTime.get().isOver()) {
                seen.add(slow);
            }
            gaveWay.get(20, TimeUnit.SECONDS);
            thread.join();
            earlier.leave();
            assertTrue(isTakenForSlow(later));
            later.leave();
        }
        assertEquals(Set.of(false), Set.copyOf(seen));
    }

    /** Else it could give way to somebody who gives way to it. */
    @Test
    void whoStandsInALineTwiceHasTheRankOfItsFirstPlace() {
        var lease = handles.receiver(engine);
        var twice = new SingleWaiter(engine, lease, null);
        twice.another = new FurtherPlace(twice, engine, lease, null, 1, false, false, null);
        list.enlist(twice);
        var between = waiter();
        list.enlist(twice.another);
        list.wakeOne();
        list.wakeOne();
        assertEquals(twice, twice.disarm());
        assertEquals(between, between.disarm());
        list.giveWay(twice.another, Deadline.NEVER);
        assertFalse(between.isSlow());
        assertEquals(null, between.followers);
        twice.leave();
        between.leave();
        assertTrue(list.isEmpty());
    }

    @Test
    void whoFollowsAgainIsKeptOnce() {
        var earlier = awake();
        for (int i = 0; i < 3; i++) {
            earlier.addFollower();
        }
        assertEquals(null, earlier.followers.next());
    }

    @Test
    void whoWasSlowIsNotWhenItHasActed() {
        var earlier = awake();
        earlier.patience = NOW;
        assertTrue(waiter().follow(list, earlier, earlier.patience, HOUR));
        assertTrue(earlier.isSlow());
        assertTrue(earlier.announce());
        assertFalse(earlier.isSlow());
    }

    /** Each of those before is done just before it would be slow. */
    @Test
    void whoGivesWayToManyDoesNotDoSoForLong() throws Exception {
        var earlier = new ArrayList<CourteousWaiter>();
        for (int i = 0; i < WaitList.CROWD - 1; i++) {
            earlier.add(awake());
            earlier.get(i).beginGivingWay(list, HOUR); // so it is never slow
        }
        var gaveWay = new FutureTask<Void>(() -> {
            var last = awake();
            list.giveWay(last, Deadline.NEVER);
            last.leave();
            return null;
        });
        var thread = new Thread(gaveWay);
        thread.start();
        int acted = 0;
        for (int i = earlier.size() - 1; i >= 0; i--) {
            while (earlier.get(i).followers == null && !gaveWay.isDone()) {
                Thread.onSpinWait();
            }
            var awhile = Deadline.after(CourteousWaiter.COURTESY.dividedBy(2));
            while (!awhile.isOver()) {
                Thread.onSpinWait();
            }
            if (!gaveWay.isDone()) {
                earlier.get(i).leave();
                acted++;
            }
        }
        gaveWay.get(20, TimeUnit.SECONDS);
        thread.join();
        assertTrue(acted < 10, acted + " of them have acted, in half of a courtesy each");
        earlier.subList(0, earlier.size() - acted).forEach(CourteousWaiter::leave);
    }

    /** Else one that is stopped would hold up all who have less time than that, each time. */
    @Test
    void whoHasLittleTimeHelpsToFindOutWhoIsSlow() {
        var earlier = awake();
        var later = awake();
        long start = System.nanoTime();
        var limit = Deadline.after(Duration.ofSeconds(20));
        while (!earlier.isSlow() && !limit.isOver()) {
            list.giveWay(later, Deadline.after(CourteousWaiter.COURTESY.dividedBy(10)));
        }
        assertTrue(earlier.isSlow());
        assertTrue(System.nanoTime() - start >= CourteousWaiter.COURTESY.toNanos());
    }

    /** Else each of many who are stopped would hold up others in turn. */
    @Test
    void patienceBeginsWithAllBeforeOneAtOnce() {
        var earlier = List.of(awake(), awake(), awake());
        var later = awake();
        list.giveWay(later, Deadline.after(Duration.ofNanos(1)));
        assertTrue(earlier.stream().allMatch(waiter -> waiter.patience != null));
        assertTrue(isTakenForSlow(earlier.get(2)));
        assertTrue(list.giveWay(later, HOUR));
        assertEquals(List.of(true, true, true), earlier.stream().map(CourteousWaiter::isSlow).toList());
    }

    @Test
    void whoIsSlowAndWaitsIsWokenAndNotWaitedFor() {
        var earlier = awake();
        var later = awake();
        engine.offer(1);
        assertFalse(earlier.announce());
        earlier.patience = CourteousWaiter.SPENT; // stopped before it could take note that it has acted
        assertTrue(list.giveWay(later, HOUR));
        assertEquals(earlier, earlier.disarm());
    }

    @Test
    void orderEndsWhenNothingIsLeft() {
        var earlier = awake();
        var later = awake();
        engine.offer(1);
        engine.close();
        assertTrue(list.giveWay(later, HOUR));
        assertTrue(earlier.isSlow(), "waited for: there is a message");
        earlier.patience = null;
        assertEquals(1, engine.poll());
        assertTrue(list.giveWay(later, HOUR));
        assertEquals(null, earlier.patience);
    }

    /** It has acted, and was woken again, before one that followed it had looked once more. */
    @Test
    void patienceWithAnEarlierWaitIsNobodysNow() {
        var earlier = awake();
        assertTrue(waiter().follow(list, earlier, NOW, HOUR), "to look again");
        assertFalse(earlier.isSlow());
        earlier.patience = HOUR;
        assertTrue(waiter().follow(list, earlier, NOW, HOUR));
        assertEquals(HOUR, earlier.patience);
    }

    @Test
    void whoHasActedHasAllTheTimeAgain() {
        var earlier = awake();
        var later = awake();
        while (earlier.patience == null) { // on a busy machine its time may be over at once
            list.giveWay(later, Deadline.after(Duration.ofMillis(1)));
        }
        earlier.announce();
        assertEquals(null, earlier.patience);
        later.beginGivingWay(list, HOUR);
        later.patience = HOUR;
        later.endGivingWay();
        assertEquals(null, later.patience);
    }

    @Test
    void whoseTimeIsOverGivesWayToNobody() {
        var earlier = awake();
        var later = awake();
        list.giveWay(later, NOW);
        assertFalse(earlier.isSlow());
        assertEquals(null, earlier.followers);
    }

    /** Returns one who gives way. */
    private CourteousWaiter givingWay() {
        var waiter = new SingleWaiter(engine, handles.receiver(engine), null);
        waiter.beginGivingWay(list, HOUR);
        return waiter;
    }

    /** Tells whether one is slow now that another one has given way to it as long as it would. */
    private boolean isTakenForSlow(CourteousWaiter earlier) {
        earlier.patience = NOW;
        assertTrue(givingWay().follow(list, earlier, NOW, HOUR), "to look again");
        return earlier.isSlow();
    }

    /** A thread that gives way to one for an hour, and then acts. Its failure reaches the test. */
    private final class Follower {
        final FutureTask<Boolean> wentAhead;
        final Thread thread;

        volatile CourteousWaiter own;

        Follower(CourteousWaiter earlier) throws Exception {
            wentAhead = new FutureTask<>(() -> {
                own = awake();
                own.beginGivingWay(list, HOUR);
                try {
                    return own.follow(list, earlier, HOUR, HOUR);
                } finally {
                    own.leave();
                }
            });
            thread = new Thread(wentAhead);
            thread.start();
            awaitBlocked();
        }

        void awaitBlocked() throws Exception {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                if (wentAhead.isDone()) {
                    fail("did not wait, but returned " + wentAhead.get());
                }
                Thread.onSpinWait();
            }
        }

        void assertGoesAhead() throws Exception {
            assertTrue(wentAhead.get(20, TimeUnit.SECONDS));
            thread.join();
        }
    }

    @Test
    void whoseHandleIsClosedGivesWayToNobody() {
        var earlier = waiter();
        var handle = new ReceiverHandle<>(engine);
        var later = waiter(handle.lease);
        list.wakeOne();
        handle.lease.close();
        list.wakeAllOf(handle.lease);
        assertFalse(later.isWaiting());
        list.giveWay(later, Deadline.NEVER);
        assertFalse(earlier.isSlow(), "nobody waited for it");
        assertEquals(List.of(true, true), woken(earlier, later));
    }

    @Test
    void whoFollowsInVainDoesNotWaitForLong() {
        var earlier = waiter();
        var follower = waiter();
        list.wakeOne();
        earlier.patience = Deadline.after(Duration.ofMillis(1));
        assertTrue(follower.follow(list, earlier, earlier.patience, HOUR));
        assertTrue(earlier.isSlow());
        assertEquals(List.of(true, false), woken(earlier, follower));
    }

    @Test
    void whoFollowsAndIsInterruptedGoesAheadAndStaysInterrupted() {
        var earlier = waiter();
        var follower = waiter();
        list.wakeOne();
        Thread.currentThread().interrupt();
        assertFalse(follower.follow(list, earlier, HOUR, HOUR));
        assertTrue(Thread.interrupted());
        assertFalse(earlier.isSlow());
        assertEquals(List.of(true, false), woken(earlier, follower));
    }
}
