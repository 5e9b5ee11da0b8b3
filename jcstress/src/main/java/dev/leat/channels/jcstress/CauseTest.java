package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.UnboundedSender;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A cause given with a close is there at the end, whatever races it. */
public class CauseTest {
    /** Answers what {@code tryReceive} does, but the end with its cause and what that suppresses. */
    private static Object receiveWithCause(Receiver<Integer> receiver) {
        try {
            Integer message = receiver.tryReceive();
            return message == null ? "nothing" : message;
        } catch (DisconnectedException e) {
            var answer = new StringBuilder("end");
            if (e.getCause() != null) {
                answer.append(' ').append(e.getCause().getMessage());
                for (var suppressed : e.getCause().getSuppressed()) {
                    answer.append(" + ").append(suppressed.getMessage());
                }
            }
            return answer.toString();
        }
    }

    /** Two senders give causes: the first wins, and the other is added to it. */
    @JCStressTest
    @Outcome(id = {"end first + second", "end second + first"}, expect = ACCEPTABLE,
            desc = "One won, and the other is added.")
    @Outcome(id = {"end first", "end second"}, expect = FORBIDDEN, desc = "A cause is lost.")
    @Outcome(expect = FORBIDDEN, desc = "No end, or both causes are lost.")
    @State
    public static class TwoCauses extends ChannelState {
        private final UnboundedSender<Integer> other = sender.duplicate();

        @Actor
        public void fail() {
            sender.closeExceptionally(new Exception("first"));
        }

        @Actor
        public void failToo() {
            other.closeExceptionally(new Exception("second"));
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = receiveWithCause(receiver);
            close();
        }
    }

    /** One sender gives a cause while the other closes quietly: the channel ends with the cause, whoever was last. */
    @JCStressTest
    @Outcome(id = "end cause", expect = ACCEPTABLE, desc = "The channel ended with the cause.")
    @Outcome(id = "end", expect = FORBIDDEN, desc = "The channel ended quietly: the failure is lost.")
    @Outcome(expect = FORBIDDEN, desc = "No end.")
    @State
    public static class CauseAgainstClose extends ChannelState {
        private final UnboundedSender<Integer> other = sender.duplicate();

        @Actor
        public void fail() {
            sender.closeExceptionally(new Exception("cause"));
        }

        @Actor
        public void finish() {
            other.close();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = receiveWithCause(receiver);
            close();
        }
    }

    /** The same sender is closed by three calls, two with causes: the first call counts, and only its cause is seen. */
    @JCStressTest
    @Outcome(id = "end first", expect = ACCEPTABLE, desc = "The first cause closed the sender.")
    @Outcome(id = "end", expect = ACCEPTABLE, desc = "The quiet close was first.")
    @Outcome(id = {".*second.*"}, expect = FORBIDDEN, desc = "A cause that was given after the close had an effect.")
    @Outcome(expect = FORBIDDEN, desc = "No end.")
    @State
    public static class SameSender extends ChannelState {
        @Actor
        public void fail() {
            sender.closeExceptionally(new Exception("first"));
        }

        @Actor
        public void finish() {
            sender.close();
            sender.closeExceptionally(new Exception("second"));
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = receiveWithCause(receiver);
            close();
        }
    }

    /** Who sees the end sees the cause with it, and before it everything that was sent. */
    @JCStressTest
    @Outcome(id = {"nothing, nothing", "nothing, 1", "1, nothing"}, expect = ACCEPTABLE, desc = "The receives came early.")
    @Outcome(id = "1, end cause", expect = ACCEPTABLE, desc = "The message, then the end with its cause.")
    @Outcome(id = "1, end", expect = FORBIDDEN, desc = "The end came before its cause.")
    @Outcome(expect = FORBIDDEN, desc = "The end overtook the message, or the message came twice.")
    @State
    public static class EndHasItsCause extends ChannelState {
        @Actor
        public void sendAndFail() {
            sender.send(1);
            sender.closeExceptionally(new Exception("cause"));
        }

        @Actor
        public void receive(LL_Result r) {
            r.r1 = receiveWithCause(receiver);
            r.r2 = receiveWithCause(receiver);
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
