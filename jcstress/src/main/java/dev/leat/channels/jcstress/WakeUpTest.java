package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Receiver;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** No wake-up is lost: who waits, at whatever step of going to sleep, is woken by what it waits for. */
public class WakeUpTest {
    /** A send wakes a waiting receiver. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The message came.")
    @Outcome(id = "asleep", expect = FORBIDDEN, desc = "The receiver slept beside the message.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class Send extends ChannelState {
        @Actor
        public void receive(L_Result r) {
            r.r1 = receive(receiver);
        }

        @Actor
        public void send() {
            dawdle();
            sender.send(1);
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** The close of the last sender wakes a waiting receiver. */
    @JCStressTest
    @Outcome(id = "end", expect = ACCEPTABLE, desc = "The end came.")
    @Outcome(id = "asleep", expect = FORBIDDEN, desc = "The receiver waited for messages that nobody can send.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class End extends ChannelState {
        @Actor
        public void receive(L_Result r) {
            r.r1 = receive(receiver);
        }

        @Actor
        public void disconnect() {
            dawdle();
            sender.close();
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** The close of a receiver wakes who waits with that handle, though it is not the last one. */
    @JCStressTest
    @Outcome(id = "closed, nothing", expect = ACCEPTABLE, desc = "The wait ended, and the channel goes on.")
    @Outcome(id = "asleep, .*", expect = FORBIDDEN, desc = "The receiver waited with a closed handle.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class OneOfTwoReceivers extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        @Actor
        public void receive(LL_Result r) {
            r.r1 = receive(receiver);
        }

        @Actor
        public void disconnect() {
            dawdle();
            receiver.close();
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = tryReceive(other);
            other.close();
            close();
        }
    }

    /**
     * The close of the only receiver wakes who waits with it, and tells that the handle is closed, not that the senders are.
     */
    @JCStressTest
    @Outcome(id = "closed", expect = ACCEPTABLE, desc = "The wait ended.")
    @Outcome(id = "asleep", expect = FORBIDDEN, desc = "The receiver waited with a closed handle.")
    @Outcome(id = "end", expect = FORBIDDEN, desc = "The end of the senders, though one is open.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class OnlyReceiver extends ChannelState {
        @Actor
        public void receive(L_Result r) {
            r.r1 = receive(receiver);
        }

        @Actor
        public void disconnect() {
            dawdle();
            receiver.close();
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** Two sends wake two waiting receivers, one each. */
    @JCStressTest
    @Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "Each got a message.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "A receiver slept beside a message.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class TwoSends extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        @Actor
        public void receive(LL_Result r) {
            ThirdThread.run(() -> {
                dawdle();
                sender.send(1);
                dawdle();
                sender.send(2);
            });
            r.r1 = receive(receiver);
        }

        @Actor
        public void receiveToo(LL_Result r) {
            r.r2 = receive(other);
        }

        @Arbiter
        public void end() {
            other.close();
            close();
        }
    }

    /** The close of the last sender wakes all who wait. */
    @JCStressTest
    @Outcome(id = "end, end", expect = ACCEPTABLE, desc = "Both were told.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "A receiver waited for messages that nobody can send.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class EndForTwo extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        @Actor
        public void receive(LL_Result r) {
            ThirdThread.run(() -> {
                dawdle();
                sender.close();
            });
            r.r1 = receive(receiver);
        }

        @Actor
        public void receiveToo(LL_Result r) {
            r.r2 = receive(other);
        }

        @Arbiter
        public void end() {
            other.close();
            close();
        }
    }

    /** A timed receive whose time ends while a message comes takes it, or leaves it where it is. */
    @JCStressTest
    @Outcome(id = "1, nothing", expect = ACCEPTABLE, desc = "The message came in time.")
    @Outcome(id = "nothing, 1 nothing", expect = ACCEPTABLE, desc = "The time was over, and the message is still there.")
    @Outcome(id = "nothing, nothing", expect = FORBIDDEN, desc = "The time was over, and the message is gone.")
    @Outcome(id = "asleep, .*", expect = FORBIDDEN, desc = "The receiver missed both the message and its time.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class TimeOver extends ChannelState {
        private static final Duration TIMEOUT = Duration.ofNanos(20_000);

        @Actor
        public void receive(LL_Result r) {
            r.r1 = tryReceive(receiver, TIMEOUT);
        }

        @Actor
        public void send() {
            dawdle();
            sender.send(1);
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = drain(receiver);
            close();
        }
    }
}
