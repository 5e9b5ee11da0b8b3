package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.UnboundedSender;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A close happens-before the end that another thread is told of because of it. */
public class EndVisibilityTest {
    /** What the last sender's thread wrote before it closed is visible after a receive that met the end. */
    @JCStressTest
    @Outcome(id = {"nothing, 0", "nothing, 1"}, expect = ACCEPTABLE, desc = "The receive came first: nothing is ordered.")
    @Outcome(id = "end, 1", expect = ACCEPTABLE, desc = "The end, and what was written before it is there.")
    @Outcome(id = "end, 0", expect = FORBIDDEN, desc = "The end overtook what was written before it.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class LastSender extends ChannelState {
        private int written;

        @Actor
        public void disconnect() {
            written = 1;
            sender.close();
        }

        @Actor
        public void receive(LI_Result r) {
            r.r1 = tryReceive(receiver);
            r.r2 = written;
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /**
     * What any sender's thread wrote before it closed is visible after the end, though another close brought the end about.
     */
    @JCStressTest
    @Outcome(id = {"nothing, 0", "nothing, 1"}, expect = ACCEPTABLE, desc = "The other sender is open: nothing is ordered.")
    @Outcome(id = "end, 1", expect = ACCEPTABLE, desc = "The end, and what was written before the first close is there.")
    @Outcome(id = "end, 0", expect = FORBIDDEN, desc = "The end overtook what was written before the first close.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class FirstOfTwoSenders extends ChannelState {
        private final UnboundedSender<Integer> other = sender.duplicate();
        private int written;

        @Actor
        public void disconnect() {
            written = 1;
            sender.close();
        }

        @Actor
        public void disconnectAndReceive(LI_Result r) {
            other.close();
            r.r1 = tryReceive(receiver);
            r.r2 = written;
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** What the last receiver's thread wrote before it closed is visible after a send that failed. */
    @JCStressTest
    @Outcome(id = {"sent, 0", "sent, 1"}, expect = ACCEPTABLE, desc = "The send came first: nothing is ordered.")
    @Outcome(id = "disconnected, 1", expect = ACCEPTABLE, desc = "Disconnected, and what was written before that is there.")
    @Outcome(id = "disconnected, 0", expect = FORBIDDEN, desc = "The end overtook what was written before it.")
    @Outcome(expect = FORBIDDEN, desc = "The send had the wrong answer.")
    @State
    public static class LastReceiver extends ChannelState {
        private int written;

        @Actor
        public void disconnect() {
            written = 1;
            receiver.close();
        }

        @Actor
        public void send(LI_Result r) {
            r.r1 = send(sender, 1);
            r.r2 = written;
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** The same for who learns of the end from {@code isDisconnected}. */
    @JCStressTest
    @Outcome(id = {"false, 0", "false, 1"}, expect = ACCEPTABLE, desc = "The sender was open: nothing is ordered.")
    @Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "Disconnected, and what was written before that is there.")
    @Outcome(id = "true, 0", expect = FORBIDDEN, desc = "The end overtook what was written before it.")
    @State
    public static class IsDisconnected extends ChannelState {
        private int written;

        @Actor
        public void disconnect() {
            written = 1;
            sender.close();
        }

        @Actor
        public void look(ZI_Result r) {
            r.r1 = receiver.isDisconnected();
            r.r2 = written;
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
