package dev.leat.channels.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * Who was woken and gives way to one who was woken before is told when that one has acted: it does not wait until its
 * courtesy is over. (That is longer here, so that nobody takes a slow machine for a failure.) And who has acted is not slow.
 */
public class FollowerTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Deadline NOW = Deadline.after(Duration.ZERO);

    /** One who was woken. */
    abstract static class Awake {
        final LinkedEngine engine = LinkedEngine.unbounded();
        final Waiters line = engine.waiters(Side.RECEIVER);
        final Lease lease = new Lease(null, engine, Side.RECEIVER);
        final SingleWaiter earlier = new SingleWaiter(engine, lease, null);

        Awake() {
            if (!earlier.announce()) {
                throw new AssertionError("there is no message");
            }
            line.wakeOne();
            earlier.disarm();
        }

        final boolean follow() {
            return new SingleWaiter(engine, lease, null).follow(line, earlier, Deadline.NEVER, Deadline.after(LONG));
        }
    }

    /** The one before is done. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "It saw it, or was told.")
    @Outcome(expect = FORBIDDEN, desc = "It waited until its time was over.")
    @State
    public static class FollowAgainstLeave extends Awake {
        @Actor
        public void leave() {
            earlier.leave();
        }

        @Actor
        public void follow(L_Result r) {
            r.r1 = follow();
        }
    }

    /** The one before found nothing to do and waits again. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "It saw it, or was told.")
    @Outcome(expect = FORBIDDEN, desc = "It waited until its time was over.")
    @State
    public static class FollowAgainstWaitAgain extends Awake {
        @Actor
        public void waitAgain() {
            earlier.announce();
        }

        @Actor
        public void follow(L_Result r) {
            r.r1 = follow();
        }
    }

    /** Another one begins to follow at the same time, and then the one before is done. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "It saw it, or was told.")
    @Outcome(expect = FORBIDDEN, desc = "It waited until its time was over.")
    @State
    public static class FollowAgainstFollowAndLeave extends Awake {
        @Actor
        public void followAndLeave() {
            earlier.addFollower();
            earlier.leave();
        }

        @Actor
        public void follow(L_Result r) {
            r.r1 = follow();
        }
    }

    /** One takes the one before for slow, at the moment at which that one waits again: no mark stays. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "Who has acted is not slow.")
    @Outcome(expect = FORBIDDEN, desc = "It would not be given way to when it is woken next.")
    @State
    public static class MarkAgainstWaitAgain extends Awake {
        public MarkAgainstWaitAgain() {
            earlier.patience = NOW;
        }

        @Actor
        public void waitAgain() {
            earlier.announce();
        }

        @Actor
        public void mark() {
            new SingleWaiter(engine, lease, null).follow(line, earlier, NOW, Deadline.NEVER);
        }

        @Arbiter
        public void slow(Z_Result r) {
            r.r1 = earlier.isSlow();
        }
    }

    /** One that was woken in vain goes back to its wait, one behind it looks whether it is to try, and a message comes. */
    abstract static class AwakeInVain extends Awake {
        final SingleWaiter later = new SingleWaiter(engine, lease, null);
        private boolean earlierSleeps;
        private boolean laterSleeps;

        AwakeInVain() {
            if (!later.announce()) {
                throw new AssertionError("there is no message");
            }
            line.wakeOne();
            later.disarm();
        }

        final void waitAgain() {
            earlierSleeps = earlier.announce();
        }

        final void look() {
            laterSleeps = !line.giveWay(later, NOW) && later.announce();
        }

        final void send() {
            engine.offer("message");
        }

        final boolean areBothAsleep() {
            return earlierSleeps && earlier.isWaiting() && laterSleeps && later.isWaiting();
        }
    }

    /** The message comes while one after the other sees to it that it sleeps. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "Somebody is awake, or takes it.")
    @Outcome(expect = FORBIDDEN, desc = "Both sleep beside a message.")
    @State
    public static class SendAgainstWaitAgainAndLook extends AwakeInVain {
        @Actor
        public void waitAgainAndLook() {
            waitAgain();
            look();
        }

        @Actor
        public void message() {
            send();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = areBothAsleep();
        }
    }

    /** The one behind looks while the one before goes back, and the message comes then. */
    @JCStressTest
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "Somebody is awake, or takes it.")
    @Outcome(expect = FORBIDDEN, desc = "Both sleep beside a message.")
    @State
    public static class LookAgainstWaitAgainAndSend extends AwakeInVain {
        @Actor
        public void waitAgainAndSend() {
            waitAgain();
            send();
        }

        @Actor
        public void lookAndWait() {
            look();
        }

        @Arbiter
        public void end(Z_Result r) {
            r.r1 = areBothAsleep();
        }
    }
}
