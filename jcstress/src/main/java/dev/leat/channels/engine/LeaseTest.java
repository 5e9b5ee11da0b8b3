package dev.leat.channels.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Nobody waits with a handle that is closed: who begins to wait sees that, or whoever closes it sees that it has a waiter, and
 * wakes it. And a lease holds its channel as long as somebody waits.
 */
public class LeaseTest {
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "It is woken.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It sees that and does not park; nobody else decided its wait.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Both.")
    @Outcome(expect = FORBIDDEN, desc = "It parks, and nobody wakes it.")
    @State
    public static class CloseAgainstWait {
        private final Engine engine =
                ThreadLocalRandom.current().nextBoolean() ? LinkedEngine.unbounded() : new RendezvousEngine();
        private final Lease lease = new Lease(null, engine, Side.RECEIVER); // not counted, so never the last one
        private Waiter waiter;

        @Actor
        public void beginToWait(ZZ_Result r) {
            waiter = engine.waiter(lease, null);
            r.r1 = waiter.announce();
        }

        @Actor
        public void close() {
            if (!lease.close()) {
                throw new AssertionError("nobody else closes it");
            }
            engine.closed(lease);
        }

        @Arbiter
        public void look(ZZ_Result r) {
            r.r2 = waiter.isWaiting();
        }
    }

    /** A lease with which some wait. */
    private abstract static class Held {
        final Engine engine = new SlotEngine();
        /** Where one may wait with this lease too: which is not what it holds. */
        final Engine elsewhere = engine.farewell();
        final Lease lease = new Lease(null, engine, Side.RECEIVER);

        Held(int waiting) {
            for (int i = 0; i < waiting; i++) {
                lease.enter(engine);
            }
        }

        final void seeHold(ZZ_Result r) {
            r.r1 = lease.hasWaiters();
            r.r2 = lease.held() == engine;
        }
    }

    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The channel is held for the one that waits.")
    @Outcome(expect = FORBIDDEN, desc = "The one that left has taken the hold of the other one away.")
    @State
    public static class EnterAgainstExit extends Held {
        public EnterAgainstExit() {
            super(1);
        }

        @Actor
        public void enter() {
            lease.enter(engine);
        }

        @Actor
        public void exit() {
            lease.exit(elsewhere);
        }

        @Arbiter
        public void look(ZZ_Result r) {
            seeHold(r);
        }
    }

    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The channel is held for the third one.")
    @Outcome(expect = FORBIDDEN, desc = "Two that left have taken the hold of the third one away.")
    @State
    public static class ExitAgainstExit extends Held {
        public ExitAgainstExit() {
            super(3);
        }

        @Actor
        public void one() {
            lease.exit(elsewhere);
        }

        @Actor
        public void other() {
            lease.exit(engine);
        }

        @Arbiter
        public void look(ZZ_Result r) {
            seeHold(r);
        }
    }
}
