package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/**
 * The capacity is exact: a cell may be filled if it lies less than the capacity behind the head, and a send is refused only
 * if the channel was full at a moment of the send (LinkedEngine: Bounded).
 */
public class CapacityTest {
    /** Of two sends that compete for the last place, one gets it. */
    @JCStressTest
    @Outcome(id = "sent, full, 1 2 nothing", expect = ACCEPTABLE, desc = "The first one got the place.")
    @Outcome(id = "full, sent, 1 3 nothing", expect = ACCEPTABLE, desc = "The second one got the place.")
    @Outcome(id = "sent, sent, .*", expect = FORBIDDEN, desc = "More was sent than fits in.")
    @Outcome(id = "full, full, .*", expect = FORBIDDEN, desc = "There was room for one, and both were refused.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost, or was refused and sent.")
    @State
    public static class LastPlace extends BoundedState {
        public LastPlace() {
            super(2, 1);
        }

        @Actor
        public void send(LLL_Result r) {
            together(2);
            r.r1 = trySend(sender, 2);
        }

        @Actor
        public void compete(LLL_Result r) {
            together(2);
            r.r2 = trySend(sender, 3);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** Two threads that each send one and take one, in turns, find room for two and something to take, at all times. */
    @JCStressTest
    @Outcome(id = "1 2, 3 4", expect = ACCEPTABLE, desc = "Each got its own messages.")
    @Outcome(id = "(?!1 2, 3 4)(?!.*([1-4]).*\\1)[1-4] [1-4], [1-4] [1-4]", expect = ACCEPTABLE,
            desc = "They got some of each other's.")
    @Outcome(id = ".*full.*", expect = FORBIDDEN, desc = "A send was refused though there was never more than one message.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice.")
    @State
    public static class NeverFull extends BoundedState {
        public NeverFull() {
            super(2, 0);
        }

        private Object sendAndReceive(int message) {
            return trySend(sender, message) == "sent" ? tryReceive(receiver) : "full";
        }

        @Actor
        public void twice(LL_Result r) {
            together(2);
            r.r1 = sendAndReceive(1) + " " + sendAndReceive(2);
        }

        @Actor
        public void twiceToo(LL_Result r) {
            together(2);
            r.r2 = sendAndReceive(3) + " " + sendAndReceive(4);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** The size is never more than the capacity, nor less than what is there all the time, though both its ends move. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Full at both moments.")
    @Outcome(id = {"1, 1", "1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "A place was free at one moment.")
    @Outcome(expect = FORBIDDEN, desc = "There were never so many, or so few.")
    @State
    public static class Size extends BoundedState {
        public Size() {
            super(2, 2);
        }

        @Actor
        public void receiveAndSend() {
            together(2);
            tryReceive(receiver);
            trySend(sender, 3);
            tryReceive(receiver);
            trySend(sender, 4);
        }

        @Actor
        public void count(II_Result r) {
            together(2);
            r.r1 = sender.size();
            r.r2 = receiver.size();
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** Who knows from elsewhere that a receive has returned finds the room that it made. */
    @JCStressTest
    @Outcome(id = {"false, full", "false, sent"}, expect = ACCEPTABLE,
            desc = "The receive was not known to have returned: it may have taken effect or not.")
    @Outcome(id = "true, sent", expect = ACCEPTABLE, desc = "The receive had returned, and there is room.")
    @Outcome(id = "true, full", expect = FORBIDDEN, desc = "The receive had returned, and its room is not there.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class ReceiveReturned extends BoundedState {
        private volatile boolean returned;

        public ReceiveReturned() {
            super(1, 1);
        }

        @Actor
        public void receive() {
            together(2);
            tryReceive(receiver);
            returned = true;
        }

        @Actor
        public void send(ZL_Result r) {
            together(2);
            r.r1 = returned;
            r.r2 = trySend(sender, 2);
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
