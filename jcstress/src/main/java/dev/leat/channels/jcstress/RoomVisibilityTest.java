package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/**
 * On a bounded channel receive k happens-before the return of send k + capacity: also for a sender that does not read the
 * head, but a limit that another sender worked out from it (LinkedEngine: Bounded).
 */
public class RoomVisibilityTest {
    /**
     * What was written before a receive is visible after a send that uses its room, whoever found out about the room first.
     */
    @JCStressTest
    @Outcome(id = {"full, 0", "full, 1"}, expect = ACCEPTABLE, desc = "The send came first: nothing is ordered.")
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "There was room, and what was written before it was made is there.")
    @Outcome(id = "sent, 0", expect = FORBIDDEN, desc = "The room overtook what was written before it was made.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class TrySend extends BoundedState {
        private int written;

        public TrySend() {
            super(4, 4);
        }

        @Actor
        public void makeRoomAndSend() {
            together(2);
            written = 1;
            tryReceive(receiver);
            tryReceive(receiver);
            trySend(sender, 5); // works out a limit that leaves room for one more
        }

        @Actor
        public void send(LI_Result r) {
            together(2);
            r.r1 = trySend(sender, 6);
            r.r2 = written;
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** The same for a send that waits, perhaps asleep. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "There was room, and what was written before it was made is there.")
    @Outcome(id = "sent, 0", expect = FORBIDDEN, desc = "The room overtook what was written before it was made.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came, or the sender slept on.")
    @State
    public static class WaitingSend extends BoundedState {
        private int written;

        public WaitingSend() {
            super(1, 1);
        }

        @Actor
        public void makeRoom() {
            dawdle();
            written = 1;
            tryReceive(receiver);
        }

        @Actor
        public void send(LI_Result r) {
            r.r1 = send(sender, 2);
            r.r2 = written;
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
