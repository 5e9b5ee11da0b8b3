package dev.leat.channels.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Where so many are awake that wakers leave the waking to them, the last of them does not leave anybody asleep beside a
 * message. So many threads would not run at once; so this is about waiters without threads, inside the engine.
 */
public class CrowdTest {
    /** A crowd that is awake, and more who wait. */
    abstract static class CrowdState {
        final LinkedEngine engine = LinkedEngine.unbounded();
        final List<Waiter> awake = new ArrayList<>();
        final List<Waiter> asleep = new ArrayList<>();

        private final Lease lease = new Lease(null, engine, Side.RECEIVER);

        CrowdState(int crowd, int sleepers) {
            for (int i = 0; i < crowd; i++) {
                awake.add(waiting());
                engine.waiters(Side.RECEIVER).wakeOne();
            }
            for (int i = 0; i < sleepers; i++) {
                asleep.add(waiting());
            }
        }

        private Waiter waiting() {
            var waiter = new SingleWaiter(engine, lease, null);
            if (!waiter.announce()) {
                throw new AssertionError("there is no message");
            }
            return waiter;
        }

        /** Some of the crowd leave with nothing. */
        final void leave(List<Waiter> some) {
            for (Waiter waiter : some) {
                waiter.disarm();
                waiter.leave();
            }
        }

        /** How many of those who are to be woken are. */
        static long woken(List<Waiter> some) {
            return some.stream().filter(waiter -> !waiter.isWaiting()).count();
        }
    }

    /** A message comes while the crowd leaves. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The sleeper was woken.")
    @Outcome(expect = FORBIDDEN, desc = "The sleeper slept beside the message.")
    @State
    public static class SendAgainstLeave extends CrowdState {
        public SendAgainstLeave() {
            super(WaitList.CROWD, 1);
        }

        @Actor
        public void leave() {
            leave(awake);
        }

        @Actor
        public void send() {
            engine.offer(1);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = woken(asleep);
        }
    }

    /** The same where many sleep. One of them gives up meanwhile, so that they are not many any more, and a crowd is more. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "A sleeper was woken.")
    @Outcome(expect = FORBIDDEN, desc = "All slept beside the message.")
    @State
    public static class ManySleep extends CrowdState {
        public ManySleep() {
            super(WaitList.CROWD_OF_MANY, WaitList.MANY);
        }

        @Actor
        public void leave() {
            leave(awake.subList(0, WaitList.CROWD_OF_MANY / 2));
            leave(asleep.subList(0, 1));
            leave(awake.subList(WaitList.CROWD_OF_MANY / 2, WaitList.CROWD_OF_MANY));
        }

        @Actor
        public void send() {
            engine.offer(1);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = woken(asleep.subList(1, WaitList.MANY)) > 0;
        }
    }

    /** The two halves of a crowd leave at the same time, and two messages that came before are for the others. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both sleepers were woken.")
    @Outcome(expect = FORBIDDEN, desc = "A sleeper slept beside a message.")
    @State
    public static class TwoLeave extends CrowdState {
        public TwoLeave() {
            super(WaitList.CROWD, 2);
            engine.offer(1);
            engine.offer(2);
        }

        @Actor
        public void leave() {
            leave(awake.subList(0, WaitList.CROWD / 2));
        }

        @Actor
        public void leaveToo() {
            leave(awake.subList(WaitList.CROWD / 2, WaitList.CROWD));
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = woken(asleep);
        }
    }

    /** A message comes while the crowd, woken in vain, goes back to sleep. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "Somebody was woken, or saw the message before it slept.")
    @Outcome(expect = FORBIDDEN, desc = "All sleep beside the message.")
    @State
    public static class SendAgainstSleep extends CrowdState {
        private boolean seen;

        public SendAgainstSleep() {
            super(WaitList.CROWD, 1);
        }

        @Actor
        public void sleep() {
            for (Waiter waiter : awake) {
                waiter.disarm();
                seen |= !waiter.announce();
            }
        }

        @Actor
        public void send() {
            engine.offer(1);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = seen || woken(awake) + woken(asleep) > 0;
        }
    }
}
