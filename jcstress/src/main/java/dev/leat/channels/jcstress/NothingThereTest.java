package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZLL_Result;

/**
 * The answer "nothing there" is linearizable too: there was a moment, during the call, at which every message that had been
 * sent was received.
 */
public class NothingThereTest {
    /** A thread that has sent a message and receives at once finds one: its own, or the other's if that took its own. */
    @JCStressTest
    @Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "Each found a message.")
    @Outcome(id = {"nothing, .", "., nothing", "nothing, nothing"}, expect = FORBIDDEN,
            desc = "There were always more messages sent than received, and yet a receive found nothing.")
    @Outcome(expect = FORBIDDEN, desc = "A message came twice.")
    @State
    public static class OwnMessages extends ChannelState {
        @Actor
        public void sendOne(LL_Result r) {
            sender.send(1);
            r.r1 = tryReceive(receiver);
        }

        @Actor
        public void sendTwo(LL_Result r) {
            sender.send(2);
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** A send that is under way in another thread does not hide a message whose send has returned. */
    @JCStressTest
    @Outcome(id = "2, nothing, 1 nothing", expect = ACCEPTABLE, desc = "The other send came later.")
    @Outcome(id = {"2, 1, nothing", "1, 2, nothing"}, expect = ACCEPTABLE, desc = "Both had taken effect.")
    @Outcome(id = "nothing, .*", expect = FORBIDDEN, desc = "The message that had been sent was not found.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice.")
    @State
    public static class SendUnderWay extends ChannelState {
        @Actor
        public void send() {
            sender.send(1);
        }

        @Actor
        public void sendAndReceive(LLL_Result r) {
            sender.send(2);
            r.r1 = tryReceive(receiver);
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** Who knows from elsewhere that a send has returned finds the message. */
    @JCStressTest
    @Outcome(id = {"false, nothing, 1 nothing", "false, 1, nothing"}, expect = ACCEPTABLE,
            desc = "The send was not known to have returned: it may have taken effect or not.")
    @Outcome(id = "true, 1, nothing", expect = ACCEPTABLE, desc = "The send had returned, and the message is there.")
    @Outcome(id = "true, nothing, .*", expect = FORBIDDEN, desc = "The send had returned, and the message is not there.")
    @Outcome(expect = FORBIDDEN, desc = "The message was lost or came twice.")
    @State
    public static class SendReturned extends ChannelState {
        private volatile boolean returned;

        @Actor
        public void send() {
            sender.send(1);
            returned = true;
        }

        @Actor
        public void receive(ZLL_Result r) {
            r.r1 = returned;
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** While nobody receives, the size counts at least the messages whose sends have returned, and at most those begun. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The other send came later.")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both had taken effect.")
    @Outcome(id = "0", expect = FORBIDDEN, desc = "The message that had been sent was not counted.")
    @Outcome(expect = FORBIDDEN, desc = "Something was counted that was never sent.")
    @State
    public static class Size extends ChannelState {
        @Actor
        public void send() {
            sender.send(1);
        }

        @Actor
        public void sendAndCount(I_Result r) {
            sender.send(2);
            r.r1 = sender.size();
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
