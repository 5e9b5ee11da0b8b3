package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A close that comes upon a meeting leaves it done on both sides, or on neither: nobody is met after somebody has seen the
 * end (RendezvousEngine: the end is a mark; who finds it wakes all who still wait, by the same CAS that a meeting is).
 */
public class MeetingAgainstCloseTest {
    /** The last receiver is closed. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "They met before the close.")
    @Outcome(id = "disconnected, closed", expect = ACCEPTABLE, desc = "Closed before they met.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "Somebody was not told.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or somebody was told the wrong thing.")
    @State
    public static class LastReceiver extends BoundedState {
        public LastReceiver() {
            super(0, 0);
        }

        @Actor
        public void send(LL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                receiver.close();
                return "closed";
            });
            together(3);
            dawdle();
            r.r1 = send(sender, 1);
            third.join();
        }

        @Actor
        public void receive(LL_Result r) {
            together(3);
            dawdle();
            r.r2 = receive(receiver);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** The last sender is closed. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "They met before the close.")
    @Outcome(id = "closed, end", expect = ACCEPTABLE, desc = "Closed before they met.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "Somebody was not told.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or somebody was told the wrong thing.")
    @State
    public static class LastSender extends BoundedState {
        public LastSender() {
            super(0, 0);
        }

        @Actor
        public void send(LL_Result r) {
            together(3);
            dawdle();
            r.r1 = send(sender, 1);
        }

        @Actor
        public void receive(LL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                sender.close();
                return "closed";
            });
            together(3);
            dawdle();
            r.r2 = receive(receiver);
            third.join();
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
