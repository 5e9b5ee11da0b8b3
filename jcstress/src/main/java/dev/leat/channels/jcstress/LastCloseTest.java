package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Receiver;
import dev.leat.channels.UnboundedSender;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILL_Result;
import org.openjdk.jcstress.infra.results.IL_Result;

/** Closing a handle counts once, whoever does it and however often; a side ends with its last handle. */
public class LastCloseTest {
    /** Two threads close the last two senders: one of them is the last, so the channel ends, behind both messages. */
    @JCStressTest
    @Outcome(id = {"0, 1 2 end", "0, 2 1 end"}, expect = ACCEPTABLE, desc = "Both messages, then the end.")
    @Outcome(id = "0, .*nothing", expect = FORBIDDEN, desc = "Each left the end to the other.")
    @Outcome(expect = FORBIDDEN, desc = "Miscounted, or a message was cut off by the other sender's close.")
    @State
    public static class TwoSenders extends ChannelState {
        private final UnboundedSender<Integer> other = sender.duplicate();

        @Actor
        public void sendAndEnd() {
            sender.send(1);
            sender.close();
        }

        @Actor
        public void sendAndEndToo() {
            other.send(2);
            other.close();
        }

        @Arbiter
        public void end(IL_Result r) {
            r.r1 = receiver.senderCount();
            r.r2 = drain(receiver);
            close();
        }
    }

    /** Two threads close the last two receivers: one of them is the last, so sends fail, and what was queued is let go. */
    @JCStressTest
    @Outcome(id = "0, 0, disconnected", expect = ACCEPTABLE, desc = "Nothing is queued, nothing can be sent.")
    @Outcome(id = "0, .*, sent", expect = FORBIDDEN, desc = "Each left the end to the other.")
    @Outcome(id = "0, 1, .*", expect = FORBIDDEN, desc = "What nobody can receive any more stayed queued.")
    @Outcome(expect = FORBIDDEN, desc = "Miscounted.")
    @State
    public static class TwoReceivers extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        public TwoReceivers() {
            sender.send(1);
        }

        @Actor
        public void disconnect() {
            receiver.close();
        }

        @Actor
        public void disconnectToo() {
            other.close();
        }

        @Arbiter
        public void end(ILL_Result r) {
            r.r1 = sender.receiverCount();
            r.r2 = sender.size();
            r.r3 = send(sender, 2);
            close();
        }
    }

    /** Two threads close the same sender: that counts once, and another sender keeps the channel open. */
    @JCStressTest
    @Outcome(id = "1, nothing, end", expect = ACCEPTABLE, desc = "The other sender was open, and the last one to be closed.")
    @Outcome(id = {"0, .*", ".*, end, .*"}, expect = FORBIDDEN, desc = "One close counted twice and ended the channel.")
    @Outcome(expect = FORBIDDEN, desc = "Miscounted.")
    @State
    public static class SameSender extends ChannelState {
        private final UnboundedSender<Integer> other = sender.duplicate();

        @Actor
        public void disconnect() {
            sender.close();
        }

        @Actor
        public void disconnectToo() {
            sender.close();
        }

        @Arbiter
        public void end(ILL_Result r) {
            r.r1 = receiver.senderCount();
            r.r2 = drain(receiver);
            other.close();
            r.r3 = drain(receiver);
            close();
        }
    }

    /** Two threads close the same receiver: that counts once, and another receiver keeps the channel open. */
    @JCStressTest
    @Outcome(id = "1, sent, disconnected", expect = ACCEPTABLE,
            desc = "The other receiver was open, and the last one to be closed.")
    @Outcome(id = {"0, .*", ".*, disconnected, .*"}, expect = FORBIDDEN,
            desc = "One close counted twice and ended the channel.")
    @Outcome(expect = FORBIDDEN, desc = "Miscounted.")
    @State
    public static class SameReceiver extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        @Actor
        public void disconnect() {
            receiver.close();
        }

        @Actor
        public void disconnectToo() {
            receiver.close();
        }

        @Arbiter
        public void end(ILL_Result r) {
            r.r1 = sender.receiverCount();
            r.r2 = send(sender, 1);
            other.close();
            r.r3 = send(sender, 2);
            close();
        }
    }
}
