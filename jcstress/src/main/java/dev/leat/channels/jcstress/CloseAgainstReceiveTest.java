package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Receiver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;

/**
 * A receive that races a close gets a message, the end, or word that its handle is closed, and each only when it is true.
 */
public class CloseAgainstReceiveTest {
    /** The last sender sends and closes: the end comes after the message, never before it, and is final. */
    @JCStressTest
    @Outcome(id = "nothing, nothing, 1 end", expect = ACCEPTABLE, desc = "Both receives came first.")
    @Outcome(id = "nothing, 1, end", expect = ACCEPTABLE, desc = "One receive came first.")
    @Outcome(id = "1, nothing, end", expect = ACCEPTABLE, desc = "The close came later.")
    @Outcome(id = "1, end, end", expect = ACCEPTABLE, desc = "The message, then the end.")
    @Outcome(id = {"end, .*", "nothing, end, .*"}, expect = FORBIDDEN, desc = "The end overtook the message.")
    @Outcome(expect = FORBIDDEN, desc = "The message was lost or came twice, or the end did not come.")
    @State
    public static class LastSender extends ChannelState {
        @Actor
        public void sendAndEnd() {
            sender.send(1);
            sender.close();
        }

        @Actor
        public void receive(LLL_Result r) {
            r.r1 = tryReceive(receiver);
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** A loop over the receiver gets everything that was sent, and ends. */
    @JCStressTest
    @Outcome(id = "1 2 end", expect = ACCEPTABLE, desc = "Both messages, then the end.")
    @Outcome(id = ".*asleep", expect = FORBIDDEN, desc = "The loop did not end.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice.")
    @State
    public static class Loop extends ChannelState {
        @Actor
        public void sendAndEnd() {
            dawdle();
            sender.send(1);
            sender.send(2);
            dawdle();
            sender.close();
        }

        @Actor
        public void receive(L_Result r) {
            var received = new StringBuilder();
            r.r1 = received.append(Watchdog.watch(() -> {
                for (int message : receiver) {
                    received.append(message).append(' ');
                }
                return "end";
            })).toString();
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** Who was told that the senders are gone finds the message or the end, never "nothing there now". */
    @JCStressTest
    @Outcome(id = {"false, nothing, nothing", "false, nothing, 1", "false, 1, nothing", "false, 1, end"},
            expect = ACCEPTABLE,
            desc = "The sender was still open when the receiver asked: it may have closed at any time since.")
    @Outcome(id = "true, 1, end", expect = ACCEPTABLE, desc = "The sender was closed: its message, then the end.")
    @Outcome(id = {"true, nothing, .*", "true, 1, nothing"}, expect = FORBIDDEN, desc = "The end was known and not there.")
    @Outcome(expect = FORBIDDEN, desc = "The end overtook the message, or the message was lost or came twice.")
    @State
    public static class IsDisconnected extends ChannelState {
        @Actor
        public void sendAndEnd() {
            sender.send(1);
            sender.close();
        }

        @Actor
        public void receive(ZLL_Result r) {
            r.r1 = receiver.isDisconnected();
            r.r2 = tryReceive(receiver);
            r.r3 = tryReceive(receiver);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** One of two receivers is closed by another thread: it gets the message or leaves it to the other one. */
    @JCStressTest
    @Outcome(id = "1, nothing", expect = ACCEPTABLE, desc = "Received before the close.")
    @Outcome(id = "closed, 1 nothing", expect = ACCEPTABLE,
            desc = "Closed before the receive: the other one has the message.")
    @Outcome(id = "closed, nothing", expect = FORBIDDEN, desc = "A receive failed and yet took the message.")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "A receive found nothing though the message was there.")
    @Outcome(expect = FORBIDDEN, desc = "The message came twice, or an end without a reason.")
    @State
    public static class OneOfTwoReceivers extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        public OneOfTwoReceivers() {
            sender.send(1);
        }

        @Actor
        public void receive(LL_Result r) {
            r.r1 = tryReceive(receiver);
        }

        @Actor
        public void disconnect() {
            receiver.close();
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = drain(other);
            other.close();
            close();
        }
    }

    /**
     * The only receiver is closed by another thread while a sender is open: it gets the message or learns that it is closed.
     */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "Received before the close.")
    @Outcome(id = "closed", expect = ACCEPTABLE, desc = "Closed before the receive.")
    @Outcome(id = "end", expect = FORBIDDEN, desc = "The end of the senders, though one is open.")
    @Outcome(id = "nothing", expect = FORBIDDEN,
            desc = "Nothing, though the message was there as long as the receiver was open.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class OnlyReceiver extends ChannelState {
        public OnlyReceiver() {
            sender.send(1);
        }

        @Actor
        public void receive(L_Result r) {
            r.r1 = tryReceive(receiver);
        }

        @Actor
        public void disconnect() {
            receiver.close();
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
