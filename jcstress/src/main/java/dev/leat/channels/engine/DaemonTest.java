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
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "It ended, and another one is started.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It saw the lease.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It saw the lease, and seemed to have ended.")
    @Outcome(id = "true, true", expect = FORBIDDEN, desc = "It ended, and nobody knows.")
    @State
    public static class EndAgainstLease {
        private final Daemon daemon = new Daemon("", () -> {
        });
        private final Lease lease = new Lease(null, LinkedEngine.unbounded(), Side.RECEIVER);
        private final Stripe stripe = new Stripe();

        public EndAgainstLease() {
            daemon.end(() -> false); // as if this thread were it
        }

        @Actor
        public void end(ZZ_Result r) {
            r.r1 = daemon.end(stripe::isEmpty);
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
            timer.daemon.end(() -> false); // as above
        }

        @Actor
        public void end(ZZ_Result r) {
            r.r1 = timer.ends();
        }

        @Actor
        public void note(ZZ_Result r) {
            timer.add(Thread.currentThread(), null, Deadline.NEVER);
            r.r2 = timer.daemon.isRunning();
        }
    }
}
