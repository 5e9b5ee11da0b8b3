package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * No wake-up of a sender is lost: who waits for room announces itself and re-checks the head; who receives moves the head
 * and looks whether a sender waits (WaitList: the protocol; LinkedEngine: Bounded).
 */
public class SenderWakeUpTest {
    /** A receive wakes a waiting sender. */
    @JCStressTest
    @Outcome(id = "sent, 1, 2 nothing", expect = ACCEPTABLE, desc = "There was room, in the end.")
    @Outcome(id = "asleep, .*", expect = FORBIDDEN, desc = "The sender slept beside the room.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class Receive extends BoundedState {
        public Receive() {
            super(1, 1);
        }

        @Actor
        public void send(LLL_Result r) {
            r.r1 = send(sender, 2);
        }

        @Actor
        public void receive(LLL_Result r) {
            dawdle();
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** {@code drainTo} wakes as many waiting senders as it has made room for. */
    @JCStressTest
    @Outcome(id = {"sent, sent, 3 4 nothing", "sent, sent, 4 3 nothing"}, expect = ACCEPTABLE,
            desc = "There was room for both.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "A sender slept beside the room.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class DrainTo extends BoundedState {
        private final List<Integer> sink = new ArrayList<>();

        public DrainTo() {
            super(2, 2);
        }

        @Actor
        public void send(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                return receiver.drainTo(sink);
            });
            together(3);
            r.r1 = send(sender, 3);
            third.join();
        }

        @Actor
        public void sendToo(LLL_Result r) {
            together(3);
            r.r2 = send(sender, 4);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** Two receivers, one message and a sender that waits with another one: each receiver gets one of them. */
    @JCStressTest
    @Outcome(id = {"1, 2, sent", "2, 1, sent"}, expect = ACCEPTABLE, desc = "Each got a message.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN,
            desc = "A receiver slept beside a message, or the sender beside the room.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice.")
    @State
    public static class TwoReceivers extends BoundedState {
        private final Receiver<Integer> other = receiver.duplicate();

        public TwoReceivers() {
            super(1, 1);
        }

        @Actor
        public void receive(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                return send(sender, 2);
            });
            together(3);
            dawdle();
            r.r1 = receive(receiver);
            r.r3 = third.join();
        }

        @Actor
        public void receiveToo(LLL_Result r) {
            together(3);
            dawdle();
            r.r2 = receive(other);
        }

        @Arbiter
        public void end() {
            other.close();
            close();
        }
    }

    /** The close of a sender wakes who waits with that handle, though it is not the last one, and nothing was sent. */
    @JCStressTest
    @Outcome(id = "closed, 1 nothing", expect = ACCEPTABLE, desc = "The wait ended, and the channel goes on.")
    @Outcome(id = "asleep, .*", expect = FORBIDDEN, desc = "The sender waited with a closed handle.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class OneOfTwoSenders extends BoundedState {
        private final Sender<Integer> other = sender.duplicate();

        public OneOfTwoSenders() {
            super(1, 1);
        }

        @Actor
        public void send(LL_Result r) {
            r.r1 = send(sender, 2);
        }

        @Actor
        public void disconnect() {
            dawdle();
            sender.close();
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = drain(receiver);
            other.close();
            close();
        }
    }

    /** The close of the last receiver wakes all who wait for room, and tells them that there will never be any. */
    @JCStressTest
    @Outcome(id = "disconnected, disconnected, 0", expect = ACCEPTABLE, desc = "Both were told.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "A sender waited for room that nobody can make.")
    @Outcome(expect = FORBIDDEN, desc = "Something was sent, or stayed queued.")
    @State
    public static class LastReceiver extends BoundedState {
        public LastReceiver() {
            super(1, 1);
        }

        @Actor
        public void send(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                receiver.close();
                return "closed";
            });
            together(3);
            r.r1 = send(sender, 2);
            third.join();
        }

        @Actor
        public void sendToo(LLL_Result r) {
            together(3);
            r.r2 = send(sender, 3);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = sender.size();
            close();
        }
    }
}
