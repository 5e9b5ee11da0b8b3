package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Select;
import java.util.function.Supplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * When the only one who waited was met, its place is sealed and let go of, while the next one may be about to wait there
 * (Line). Nobody gets lost in between, one meeting after the other.
 */
public class MeetingsInARowTest {
    private static final int MEETINGS = 10;

    abstract static class Meetings extends BoundedState {
        Meetings() {
            super(0, 0);
        }

        /** Returns how many were sent, or why no more. */
        final Object sendAll() {
            Object sent = "sent";
            int i = 0;
            for (; i < MEETINGS && sent.equals("sent"); i++) {
                sent = send(sender, i);
            }
            return sent.equals("sent") ? i : sent;
        }

        /** Returns how many were received, or what was instead of the next one. */
        final Object receiveAll(Supplier<Object> receive) {
            Object received = null;
            int i = 0;
            for (; i < MEETINGS && (i == 0 || received.equals(i - 1)); i++) {
                received = receive.get();
            }
            return received.equals(MEETINGS - 1) ? i : received;
        }
    }

    /** Who has met, on either side, is the next to wait or to be waited for. */
    @JCStressTest
    @Outcome(id = "10, 10", expect = ACCEPTABLE, desc = "They met each time, in order.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "Both waited side by side.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost, doubled or out of order.")
    @State
    public static class SendsAndReceives extends Meetings {
        @Actor
        public void send(LL_Result r) {
            r.r1 = sendAll();
        }

        @Actor
        public void receive(LL_Result r) {
            r.r2 = receiveAll(() -> receive(receiver));
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** Who looks whether anybody waits leaves a seal of its own where nobody does, and others walk there. */
    @JCStressTest
    @Outcome(id = "10, 10", expect = ACCEPTABLE, desc = "They met each time, in order.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost, doubled or out of order, or the sender slept on.")
    @State
    public static class Looks extends Meetings {
        @Actor
        public void send(LL_Result r) {
            r.r1 = sendAll();
        }

        @Actor
        public void look(LL_Result r) {
            r.r2 = receiveAll(() -> {
                Object received = "nothing";
                while (received.equals("nothing")) {
                    received = select(receiving(receiver), Select.otherwise(() -> "nothing"));
                }
                return received;
            });
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
