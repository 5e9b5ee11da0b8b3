package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A send that races a close has taken effect or has failed, and says which. */
public class CloseAgainstSendTest {
    /** The last receiver is closed at one moment: sends before it return, sends after it fail, and nothing stays queued. */
    @JCStressTest
    @Outcome(id = "sent, sent, 0, disconnected", expect = ACCEPTABLE, desc = "Closed after both sends.")
    @Outcome(id = "sent, disconnected, 0, disconnected", expect = ACCEPTABLE, desc = "Closed between the sends.")
    @Outcome(id = "disconnected, disconnected, 0, disconnected", expect = ACCEPTABLE, desc = "Closed before both sends.")
    @Outcome(id = "disconnected, sent, .*", expect = FORBIDDEN, desc = "A closed side opened again.")
    @Outcome(id = "sent, .*, [12], .*", expect = FORBIDDEN, desc = "What nobody can receive any more stayed queued.")
    @Outcome(expect = FORBIDDEN, desc = "A send had the wrong answer.")
    @State
    public static class LastReceiver extends ChannelState {
        @Actor
        public void send(LLLL_Result r) {
            r.r1 = send(sender, 1);
            r.r2 = send(sender, 2);
        }

        @Actor
        public void disconnect() {
            receiver.close();
        }

        @Arbiter
        public void end(LLLL_Result r) {
            r.r3 = sender.size();
            r.r4 = send(sender, 3);
            close();
        }
    }

    /** The only sender is closed by another thread: what its sends said is what is received, and then comes the end. */
    @JCStressTest
    @Outcome(id = "sent, sent, 1 2 end", expect = ACCEPTABLE, desc = "Closed after both sends.")
    @Outcome(id = "sent, closed, 1 end", expect = ACCEPTABLE, desc = "Closed between the sends.")
    @Outcome(id = "closed, closed, end", expect = ACCEPTABLE, desc = "Closed before both sends.")
    @Outcome(id = {"sent, sent, 1 end", "sent, .*, end"}, expect = FORBIDDEN, desc = "A message that was sent is lost.")
    @Outcome(id = {"closed, closed, 1.*", "sent, closed, 1 2.*"}, expect = FORBIDDEN, desc = "A send failed and yet sent.")
    @Outcome(id = ".*disconnected.*", expect = FORBIDDEN, desc = "The receiver is open: the sender itself was closed.")
    @Outcome(expect = FORBIDDEN, desc = "The end did not come, or something else is wrong.")
    @State
    public static class OnlySender extends ChannelState {
        @Actor
        public void send(LLL_Result r) {
            r.r1 = send(sender, 1);
            r.r2 = send(sender, 2);
        }

        @Actor
        public void disconnect() {
            sender.close();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** Both sides end at the same time: both ends are known, and whatever was sent is gone. */
    @JCStressTest
    @Outcome(id = {"sent, 0, true true", "disconnected, 0, true true"}, expect = ACCEPTABLE,
            desc = "The receiver was closed after or before the send.")
    @Outcome(id = ".*, 1, .*", expect = FORBIDDEN, desc = "What nobody can receive any more stayed queued.")
    @Outcome(id = ".*, .*, .*false.*", expect = FORBIDDEN, desc = "A side that is closed does not know it.")
    @Outcome(expect = FORBIDDEN, desc = "The send had the wrong answer.")
    @State
    public static class BothSides extends ChannelState {
        @Actor
        public void sendAndEnd(LLL_Result r) {
            r.r1 = send(sender, 1);
            sender.close();
        }

        @Actor
        public void disconnect() {
            receiver.close();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r2 = receiver.size();
            r.r3 = sender.isDisconnected() + " " + receiver.isDisconnected();
        }
    }
}
