package dev.leat.channels.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Who is noted is looked at, whatever the timer does just then. */
public class CourtesyTimerTest {
    private static final Deadline FAR = Deadline.after(Duration.ofDays(1));

    abstract static class Timer {
        final CourtesyTimer timer = new CourtesyTimer();
        private final LinkedEngine engine = LinkedEngine.unbounded();

        /** Notes one. Returns whether the timer is to be woken. */
        final boolean note() {
            var waiter = new SingleWaiter(engine, new Lease(null, engine, Side.RECEIVER), null);
            waiter.beginGivingWay(engine.waiters(Side.RECEIVER), FAR);
            return timer.add(Thread.currentThread(), waiter, FAR);
        }
    }

    /** The timer is about to rest. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It rests, and is woken.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "It saw the one who came.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It saw the one who came, and is woken all the same.")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "It rests, and nobody wakes it.")
    @State
    public static class NoteAgainstRest extends Timer {
        @Actor
        public void rest(ZZ_Result r) {
            r.r1 = timer.rests();
        }

        @Actor
        public void note(ZZ_Result r) {
            r.r2 = note();
        }
    }

    /** The timer looks at two while two more come. */
    @JCStressTest
    @Outcome(id = "4", expect = ACCEPTABLE, desc = "All are kept.")
    @Outcome(expect = FORBIDDEN, desc = "One was lost, or is there twice.")
    @State
    public static class NotesAgainstLook extends Timer {
        public NotesAgainstLook() {
            note();
            note();
        }

        @Actor
        public void look() {
            timer.look();
        }

        @Actor
        public void come() {
            note();
            note();
        }

        @Arbiter
        public void kept(I_Result r) {
            r.r1 = timer.look();
        }
    }
}
