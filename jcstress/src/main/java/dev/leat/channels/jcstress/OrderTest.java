package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.UnboundedSender;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZL_Result;

/** Messages are received in the order in which their sends took effect: first in, first out. */
public class OrderTest {
    /** A receiver gets the messages of one sender in their order, each once, however its receives fall between the sends. */
    @JCStressTest
    @Outcome(id = "nothing, nothing, 1 2 nothing", expect = ACCEPTABLE, desc = "Both receives came first.")
    @Outcome(id = "nothing, 1, 2 nothing", expect = ACCEPTABLE, desc = "One receive came first.")
    @Outcome(id = "1, nothing, 2 nothing", expect = ACCEPTABLE, desc = "Both receives came between the sends.")
    @Outcome(id = "1, 2, nothing", expect = ACCEPTABLE, desc = "Each receive came after its message.")
    @Outcome(id = {"2, .*", "nothing, 2, .*"}, expect = FORBIDDEN, desc = "The second message overtook the first.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice.")
    @State
    public static class OneSender extends ChannelState {
        @Actor
        public void send() {
            sender.send(1);
            sender.send(2);
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

    /** The messages of two senders mix, but each one's own keep their order, and none is lost. */
    @JCStressTest
    @Outcome(id = {"1 2 3 4 nothing", "3 4 1 2 nothing"}, expect = ACCEPTABLE, desc = "One sender after the other.")
    @Outcome(id = {"1 3 2 4 nothing", "1 3 4 2 nothing", "3 1 2 4 nothing", "3 1 4 2 nothing"}, expect = ACCEPTABLE,
            desc = "They mix, each in its own order.")
    @Outcome(expect = FORBIDDEN, desc = "A sender's own order is broken, or a message was lost or came twice.")
    @State
    public static class TwoSenders extends ChannelState {
        private final UnboundedSender<Integer> other = sender.duplicate();

        @Actor
        public void sendOneAndTwo() {
            sender.send(1);
            sender.send(2);
        }

        @Actor
        public void sendThreeAndFour() {
            other.send(3);
            other.send(4);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = drain(receiver);
            other.close();
            close();
        }
    }

    /** A send that began after another thread's send had returned comes behind it. */
    @JCStressTest
    @Outcome(id = {"false, 1 2 nothing", "false, 2 1 nothing"}, expect = ACCEPTABLE,
            desc = "The first send was not known to have returned: any order.")
    @Outcome(id = "true, 1 2 nothing", expect = ACCEPTABLE, desc = "The first send had returned, so its message is first.")
    @Outcome(id = "true, 2 1 nothing", expect = FORBIDDEN, desc = "The second message overtook one that was sent before.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice.")
    @State
    public static class AcrossThreads extends ChannelState {
        private volatile boolean returned;

        @Actor
        public void sendOne() {
            sender.send(1);
            returned = true;
        }

        @Actor
        public void sendTwo(ZL_Result r) {
            r.r1 = returned;
            sender.send(2);
        }

        @Arbiter
        public void end(ZL_Result r) {
            r.r2 = drain(receiver);
            close();
        }
    }
}
