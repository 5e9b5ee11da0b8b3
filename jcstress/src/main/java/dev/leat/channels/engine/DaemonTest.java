package dev.leat.channels.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.engine.LeakWatch.Stripe;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A thread of the library's own does not end beside work that somebody has left for it, unless that one starts another. */
public class DaemonTest {
    private static final class Watch implements Daemon.Work {
        private final Stripe stripe;

        Watch(Stripe stripe) {
            this.stripe = stripe;
        }

        @Override
        public boolean await() {
            throw new AssertionError("it is never started");
        }

        @Override
        public boolean isThere() {
            return !stripe.isEmpty();
        }
    }

    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "It ended, and another one is started.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It saw the lease.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It saw the lease, and seemed to have ended.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "It ended, and nobody knows.")
    @State
    public static class EndAgainstLease {
        private final Lease lease = new Lease(null, LinkedEngine.unbounded(), Side.RECEIVER);
        private final Stripe stripe = new Stripe();
        private final Daemon daemon = new Daemon("", new Watch(stripe));

        public EndAgainstLease() {
            stripe.push(lease);
            daemon.end(); // as if this thread were it: it runs now
            stripe.remove(lease);
        }

        @Actor
        public void end(ZZ_Result r) {
            r.r1 = daemon.end();
        }

        @Actor
        public void add(ZZ_Result r) {
            stripe.push(lease);
            r.r2 = daemon.isRunning();
        }
    }

    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "It ended, and another one is started.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It saw the one who came.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It saw the one who came, and seemed to have ended.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "It ended, and nobody knows.")
    @State
    public static class EndAgainstNote {
        private final CourtesyTimer timer = new CourtesyTimer();

        public EndAgainstNote() {
            var engine = LinkedEngine.unbounded();
            timer.add(null, new SingleWaiter(engine, new Lease(null, engine, Side.RECEIVER), null), Deadline.NEVER);
            timer.daemon.end(); // as above
            timer.look(); // forgets that one, which does not give way
        }

        @Actor
        public void end(ZZ_Result r) {
            r.r1 = timer.daemon.end();
        }

        @Actor
        public void note(ZZ_Result r) {
            timer.add(Thread.currentThread(), null, Deadline.NEVER);
            r.r2 = timer.daemon.isRunning();
        }
    }
}
