package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.BoundedChannel;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A select that waits at rendezvous channels is met at one of them at most, and completes nothing elsewhere by a second
 * step; two selects that find each other announced meet in the end, by one CAS (Chooser: two selects that could meet).
 */
public class SelectMeetingTest {
    private abstract static class TwoChannels extends BoundedState {
        final BoundedChannel<Integer> other;

        TwoChannels(int otherCapacity) {
            super(0, 0);
            other = BoundedState.channel(otherCapacity);
        }
    }

    /**
     * A select that sends against one that receives, both with a time that ends; who met sees what the other wrote before.
     */
    @JCStressTest
    @Outcome(id = "sent 1, 1 1", expect = ACCEPTABLE, desc = "They met, and what each wrote before is there.")
    @Outcome(id = "nothing, nothing", expect = ACCEPTABLE, desc = "They missed each other.")
    @Outcome(id = {"sent 0, .*", ".*, 1 0"}, expect = FORBIDDEN, desc = "One of them overtook what the other wrote before.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or somebody slept on.")
    @State
    public static class SendAndReceive extends TwoChannels {
        private int bySender;
        private int byReceiver;

        public SendAndReceive() {
            super(0);
        }

        @Actor
        public void send(LL_Result r) {
            together(2);
            dawdleLong();
            bySender = 1;
            Object answer = select(sending(sender, 1), receiving(other.receiver()), giveUp());
            r.r1 = answer == "nothing" ? answer : answer + " " + byReceiver;
        }

        @Actor
        public void receive(LL_Result r) {
            together(2);
            dawdle();
            byReceiver = 1;
            Object answer = select(receiving(receiver), giveUp());
            r.r2 = answer == "nothing" ? answer : answer + " " + bySender;
        }

        @Arbiter
        public void end() {
            closeBoth(other);
            close();
        }
    }

    /**
     * Two selects that each offer both sides of one channel, for a short time: they pair up or not, but never with
     * themselves.
     */
    @JCStressTest
    @Outcome(id = {"sent, 1", "2, sent"}, expect = ACCEPTABLE, desc = "They paired up.")
    @Outcome(id = "nothing, nothing", expect = ACCEPTABLE, desc = "They missed each other.")
    @Outcome(id = {"1, .*", ".*, 2"}, expect = FORBIDDEN, desc = "A select met itself.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or somebody slept on.")
    @State
    public static class BothSides extends BoundedState {
        public BothSides() {
            super(0, 0);
        }

        private Object pairUp(int message) {
            together(2);
            dawdleLong();
            return select(sending(sender, message), receiving(receiver), giveUp());
        }

        @Actor
        public void select(LL_Result r) {
            r.r1 = pairUp(1);
        }

        @Actor
        public void selectToo(LL_Result r) {
            r.r2 = pairUp(2);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** The same without an end of their time: they always pair up. */
    @JCStressTest
    @Outcome(id = {"sent, 1", "2, sent"}, expect = ACCEPTABLE, desc = "They paired up.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "They waited side by side.")
    @Outcome(id = {"1, .*", ".*, 2"}, expect = FORBIDDEN, desc = "A select met itself.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only.")
    @State
    public static class BothSidesForEver extends BoundedState {
        public BothSidesForEver() {
            super(0, 0);
        }

        private Object pairUp(int message) {
            together(2);
            dawdle();
            return select(sending(sender, message), receiving(receiver));
        }

        @Actor
        public void select(LL_Result r) {
            r.r1 = pairUp(1);
        }

        @Actor
        public void selectToo(LL_Result r) {
            r.r2 = pairUp(2);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /**
     * Two selects over two channels, crosswise, in opposite order: they could meet in either, and do in one, without a
     * deadlock.
     */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "They met in the one.")
    @Outcome(id = "2, sent", expect = ACCEPTABLE, desc = "They met in the other.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "They waited side by side, or gave way to each other for ever.")
    @Outcome(expect = FORBIDDEN, desc = "They met in both, or on one side only.")
    @State
    public static class OppositeOrder extends TwoChannels {
        public OppositeOrder() {
            super(0);
        }

        @Actor
        public void select(LL_Result r) {
            together(2);
            dawdle();
            r.r1 = select(sending(sender, 1), receiving(other.receiver()));
        }

        @Actor
        public void selectToo(LL_Result r) {
            together(2);
            dawdle();
            r.r2 = select(sending(other.sender(), 2), receiving(receiver));
        }

        @Arbiter
        public void end() {
            closeBoth(other);
            close();
        }
    }

    /** A select that waits in two channels against a sender in each: it meets one of them at most. */
    @JCStressTest
    @Outcome(id = {"1, sent, full", "2, full, sent"}, expect = ACCEPTABLE, desc = "It met one of them.")
    @Outcome(id = "nothing, full, full", expect = ACCEPTABLE, desc = "All missed each other.")
    @Outcome(id = ".*, sent, sent", expect = FORBIDDEN, desc = "It met both.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or somebody slept on.")
    @State
    public static class TwoPartners extends TwoChannels {
        public TwoPartners() {
            super(0);
        }

        @Actor
        public void select(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdleLong();
                return trySend(other.sender(), 2, SHORT);
            });
            together(3);
            r.r1 = select(receiving(receiver), receiving(other.receiver()), giveUp());
            r.r3 = third.join();
        }

        @Actor
        public void send(LLL_Result r) {
            together(3);
            dawdleLong();
            r.r2 = trySend(sender, 1, SHORT);
        }

        @Arbiter
        public void end() {
            closeBoth(other);
            close();
        }
    }

    /** A select that waits for a partner and at a buffer: it is met, or it takes the message, and not both. */
    @JCStressTest
    @Outcome(id = "sent, 1, 2 nothing", expect = ACCEPTABLE, desc = "It was met, and the message is still in the buffer.")
    @Outcome(id = "2, nothing, nothing", expect = ACCEPTABLE, desc = "It took the message, and was not met.")
    @Outcome(expect = FORBIDDEN, desc = "It did both, or neither, or met on one side only.")
    @State
    public static class PartnerOrBuffer extends TwoChannels {
        public PartnerOrBuffer() {
            super(1);
        }

        @Actor
        public void select(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                return trySend(other.sender(), 2);
            });
            together(3);
            r.r1 = select(sending(sender, 1), receiving(other.receiver()));
            third.join();
        }

        @Actor
        public void receive(LLL_Result r) {
            together(3);
            dawdle();
            r.r2 = tryReceive(receiver, SHORT);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(other.receiver());
            closeBoth(other);
            close();
        }
    }

    /** A select that is interrupted while it is met. */
    @JCStressTest
    @Outcome(id = "sent, 1", expect = ACCEPTABLE, desc = "They met before the interrupt.")
    @Outcome(id = "interrupted, nothing", expect = ACCEPTABLE, desc = "They missed each other.")
    @Outcome(expect = FORBIDDEN, desc = "They met on one side only, or somebody slept on.")
    @State
    public static class Interrupted extends TwoChannels {
        public Interrupted() {
            super(0);
        }

        @Actor
        public void select(LL_Result r) {
            var me = Thread.currentThread();
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                me.interrupt();
                return "interrupted";
            });
            together(3);
            r.r1 = select(receiving(other.receiver()), sending(sender, 1));
            third.join(); // so that the interrupt does not hit what this thread does next
            Thread.interrupted();
        }

        @Actor
        public void receive(LL_Result r) {
            together(3);
            dawdle();
            r.r2 = tryReceive(receiver, SHORT);
        }

        @Arbiter
        public void end() {
            closeBoth(other);
            close();
        }
    }
}
