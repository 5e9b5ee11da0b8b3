package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * On a rendezvous channel a meeting takes place on both sides or on neither: it is one CAS on the outcome of the one who
 * waits, and so are the ends of its time, its interrupt and the close of its handle (RendezvousEngine: the idea).
 */
public class MeetingTest {
    /** A send and a receive meet, though both may begin to wait; each sees what the other thread wrote before. */
    @JCStressTest
    @Outcome(id = "sent 1, 1 1", expect = ACCEPTABLE, desc = "They met, and what each wrote before is there.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "Both waited side by side.")
    @Outcome(id = {"sent 0, .*", ".*, 1 0"}, expect = FORBIDDEN, desc = "One of them overtook what the other wrote before.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class SendAndReceive extends BoundedState {
        private int bySender;
        private int byReceiver;

        public SendAndReceive() {
            super(0, 0);
        }

        @Actor
        public void send(LL_Result r) {
            dawdle();
            bySender = 1;
            r.r1 = send(sender, 1) + " " + byReceiver;
        }

        @Actor
        public void receive(LL_Result r) {
            dawdle();
            byReceiver = 1;
            r.r2 = receive(receiver) + " " + bySender;
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** A try to send against a receive that arrives, waits and gives up. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "They met.")
    @Outcome(id = "full, nothing", expect = ACCEPTABLE, desc = "They missed each other.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or the receiver slept on.")
    @State
    public static class TrySend extends BoundedState {
        public TrySend() {
            super(0, 0);
        }

        @Actor
        public void send(LL_Result r) {
            together(2);
            dawdle();
            r.r1 = trySend(sender, 1);
        }

        @Actor
        public void receive(LL_Result r) {
            together(2);
            r.r2 = tryReceive(receiver, SHORT);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** A try to receive against a send that arrives, waits and gives up. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "They met.")
    @Outcome(id = "full, nothing", expect = ACCEPTABLE, desc = "They missed each other.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or the sender slept on.")
    @State
    public static class TryReceive extends BoundedState {
        public TryReceive() {
            super(0, 0);
        }

        @Actor
        public void send(LL_Result r) {
            together(2);
            r.r1 = trySend(sender, 1, SHORT);
        }

        @Actor
        public void receive(LL_Result r) {
            together(2);
            dawdle();
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** A send that is interrupted against a receive. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "They met before the interrupt.")
    @Outcome(id = "interrupted, nothing", expect = ACCEPTABLE, desc = "They missed each other.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or one of them slept on.")
    @State
    public static class InterruptedSend extends BoundedState {
        public InterruptedSend() {
            super(0, 0);
        }

        @Actor
        public void send(LL_Result r) {
            var me = Thread.currentThread();
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                me.interrupt();
                return "interrupted";
            });
            together(3);
            r.r1 = send(sender, 1);
            third.join(); // so that the interrupt does not hit what this thread does next
            Thread.interrupted();
        }

        @Actor
        public void receive(LL_Result r) {
            together(3);
            dawdleLong();
            r.r2 = tryReceive(receiver, SHORT);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** A receive that is interrupted against a send. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "They met before the interrupt.")
    @Outcome(id = "full, interrupted", expect = ACCEPTABLE, desc = "They missed each other.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or one of them slept on.")
    @State
    public static class InterruptedReceive extends BoundedState {
        public InterruptedReceive() {
            super(0, 0);
        }

        @Actor
        public void send(LL_Result r) {
            together(3);
            dawdleLong();
            r.r1 = trySend(sender, 1, SHORT);
        }

        @Actor
        public void receive(LL_Result r) {
            var me = Thread.currentThread();
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                me.interrupt();
                return "interrupted";
            });
            together(3);
            r.r2 = receive(receiver);
            third.join(); // so that the interrupt does not hit what this thread does next
            Thread.interrupted();
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** Two senders that both may give up against one receive: it meets one of them at most. */
    @JCStressTest
    @Outcome(id = {"sent, full, 1", "full, sent, 2"}, expect = ACCEPTABLE, desc = "It met one of them.")
    @Outcome(id = "full, full, nothing", expect = ACCEPTABLE, desc = "All missed each other.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or one of them slept on.")
    @State
    public static class TwoSenders extends BoundedState {
        public TwoSenders() {
            super(0, 0);
        }

        @Actor
        public void send(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdleLong();
                return tryReceive(receiver, SHORT);
            });
            together(3);
            r.r1 = trySend(sender, 1, SHORT);
            r.r3 = third.join();
        }

        @Actor
        public void sendToo(LLL_Result r) {
            together(3);
            dawdle();
            r.r2 = trySend(sender, 2, SHORT);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** A sender that gives up while another one stands beside it does not take that one out of the line with it. */
    @JCStressTest
    @Outcome(id = "full, sent, 2", expect = ACCEPTABLE, desc = "It gave up, and the other one was met.")
    @Outcome(id = "sent 2, sent, 1", expect = ACCEPTABLE, desc = "It was met, and then met the other one itself.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The other one was cut off.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only.")
    @State
    public static class GivesUpBesideAnother extends BoundedState {
        public GivesUpBesideAnother() {
            super(0, 0);
        }

        @Actor
        public void giveUp(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                return receive(receiver);
            });
            together(3);
            Object answer = trySend(sender, 1, SHORT);
            r.r1 = answer == "sent" ? answer + " " + receive(receiver) : answer;
            r.r3 = third.join();
        }

        @Actor
        public void send(LLL_Result r) {
            together(3);
            r.r2 = send(sender, 2);
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
