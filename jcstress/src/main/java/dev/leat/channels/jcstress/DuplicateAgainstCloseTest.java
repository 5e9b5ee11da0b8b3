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
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A handle that is duplicated while it is closed has a duplicate that keeps its side open, or none. */
public class DuplicateAgainstCloseTest {
    /** The duplicate of the only sender sends, and its message comes before the end; or it was never made. */
    @JCStressTest
    @Outcome(id = "sent, 1, 1 nothing, end", expect = ACCEPTABLE,
            desc = "Duplicated before the close: the channel ends when the duplicate is closed.")
    @Outcome(id = "closed, 0, end, end", expect = ACCEPTABLE,
            desc = "Closed before: no duplicate, and the channel has ended.")
    @Outcome(id = {"disconnected, .*", "sent, 1, .*end, end"}, expect = FORBIDDEN,
            desc = "The channel ended though the duplicate was open.")
    @Outcome(id = {".*, 2, .*", "sent, 0, .*", "closed, 1, .*"}, expect = FORBIDDEN, desc = "Miscounted.")
    @Outcome(expect = FORBIDDEN, desc = "The message was lost or came twice, or the end did not come.")
    @State
    public static class OnlySender extends ChannelState {
        private UnboundedSender<Integer> copy = sender; // as good as closed, until there is one

        @Actor
        public void duplicate(LLLL_Result r) {
            try {
                copy = sender.duplicate();
                r.r1 = send(copy, 1);
            } catch (IllegalStateException e) {
                r.r1 = "closed";
            }
        }

        @Actor
        public void disconnect() {
            sender.close();
        }

        @Arbiter
        public void end(LLLL_Result r) {
            r.r2 = receiver.senderCount();
            r.r3 = drain(receiver);
            copy.close();
            r.r4 = drain(receiver);
            close();
        }
    }

    /** The duplicate of the only receiver keeps the queue and the senders' side open; or it was never made. */
    @JCStressTest
    @Outcome(id = "duplicated, 1, sent, 1 2 nothing", expect = ACCEPTABLE,
            desc = "Duplicated before the close: the duplicate goes on with what was queued.")
    @Outcome(id = "closed, 0, disconnected, closed", expect = ACCEPTABLE,
            desc = "Closed before: no duplicate, and sends fail.")
    @Outcome(id = "duplicated, 1, disconnected, .*", expect = FORBIDDEN, desc = "Disconnected though the duplicate is open.")
    @Outcome(id = {".*, 2, .*", "duplicated, 0, .*", "closed, 1, .*"}, expect = FORBIDDEN, desc = "Miscounted.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice, or was accepted for nobody.")
    @State
    public static class OnlyReceiver extends ChannelState {
        private Receiver<Integer> copy = receiver; // as good as closed, until there is one

        public OnlyReceiver() {
            sender.send(1);
        }

        @Actor
        public void duplicate(LLLL_Result r) {
            try {
                copy = receiver.duplicate();
                r.r1 = "duplicated";
            } catch (IllegalStateException e) {
                r.r1 = "closed";
            }
        }

        @Actor
        public void disconnect() {
            receiver.close();
        }

        @Arbiter
        public void end(LLLL_Result r) {
            r.r2 = sender.receiverCount();
            r.r3 = send(sender, 2);
            r.r4 = drain(copy);
            copy.close();
            close();
        }
    }

    /** A sender that hands over to its duplicate before it closes keeps the channel going: no end comes in between. */
    @JCStressTest
    @Outcome(id = "1, end", expect = ACCEPTABLE, desc = "The duplicate's message, then the end.")
    @Outcome(id = "end, .*", expect = FORBIDDEN, desc = "The channel ended while one of the two was open.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came, or the receiver slept on.")
    @State
    public static class HandOver extends ChannelState {
        @Actor
        public void handOver() {
            try (var copy = sender.duplicate()) {
                sender.close();
                dawdle();
                copy.send(1);
            }
        }

        @Actor
        public void receive(LL_Result r) {
            r.r1 = receive(receiver);
            r.r2 = receive(receiver);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /**
     * One sender is duplicated while another one is closed: both count, and the last of those that are left ends the
     * channel.
     */
    @JCStressTest
    @Outcome(id = "2, 1, nothing, end", expect = ACCEPTABLE, desc = "Two are left, then one, then none.")
    @Outcome(id = {"2, 1, end, end", "2, 1, nothing, nothing"}, expect = FORBIDDEN,
            desc = "The end came too early, or not at all.")
    @Outcome(expect = FORBIDDEN, desc = "Miscounted.")
    @State
    public static class OtherSender extends ChannelState {
        private final UnboundedSender<Integer> other = sender.duplicate();
        private UnboundedSender<Integer> copy;

        @Actor
        public void duplicate() {
            together(2);
            copy = sender.duplicate();
        }

        @Actor
        public void disconnect() {
            together(2);
            other.close();
        }

        @Arbiter
        public void end(LLLL_Result r) {
            r.r1 = receiver.senderCount();
            sender.close();
            r.r2 = receiver.senderCount();
            r.r3 = drain(receiver);
            copy.close();
            r.r4 = drain(receiver);
            close();
        }
    }
}
