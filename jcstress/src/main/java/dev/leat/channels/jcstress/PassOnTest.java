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
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A waiting receiver that gives up just when a send woke it passes the wake-up on, so that the next one who waits gets the
 * message. In each test two receivers wait for one message; the one that may give up sends it back if it got it, so the
 * other one gets it in any case.
 */
public class PassOnTest {
    private static Object sendBack(ChannelState state, Object received) {
        if (received instanceof Integer message) {
            state.sender.send(message);
        }
        return received;
    }

    /** The one that gives up was interrupted. */
    @JCStressTest
    @Outcome(id = "1, 1, nothing", expect = ACCEPTABLE, desc = "It got the message before it was interrupted.")
    @Outcome(id = "interrupted, 1, nothing", expect = ACCEPTABLE,
            desc = "It was interrupted and left the message to the other.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the message, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class Interrupted extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();
        private volatile boolean interrupted;

        @Actor
        public void giveUp(LLL_Result r) {
            var me = Thread.currentThread();
            ThirdThread.run(() -> {
                dawdle();
                sender.send(1);
                me.interrupt();
                interrupted = true;
            });
            r.r1 = sendBack(this, receive(receiver));
            while (!interrupted) { // so that the interrupt does not hit what this thread does next
                Thread.yield();
            }
            Thread.interrupted();
        }

        @Actor
        public void receive(LLL_Result r) {
            r.r2 = receive(other);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            other.close();
            close();
        }
    }

    /** The one that gives up has a timeout that ends. */
    @JCStressTest
    @Outcome(id = "1, 1, nothing", expect = ACCEPTABLE, desc = "It got the message in time.")
    @Outcome(id = "nothing, 1, nothing", expect = ACCEPTABLE, desc = "Its time was over, and the other got the message.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the message, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class TimeOver extends ChannelState {
        private static final Duration TIMEOUT = Duration.ofNanos(50_000);

        private final Receiver<Integer> other = receiver.duplicate();

        @Actor
        public void giveUp(LLL_Result r) {
            ThirdThread.run(() -> {
                dawdle();
                sender.send(1);
            });
            r.r1 = sendBack(this, tryReceive(receiver, TIMEOUT));
        }

        @Actor
        public void receive(LLL_Result r) {
            r.r2 = receive(other);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            other.close();
            close();
        }
    }

    /** The one that gives up waits with a handle that is closed. */
    @JCStressTest
    @Outcome(id = "1, 1, nothing", expect = ACCEPTABLE, desc = "It got the message: the receive had begun before the close.")
    @Outcome(id = "closed, 1, nothing", expect = ACCEPTABLE, desc = "Its handle was closed, and the other got the message.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the message, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class Closed extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        @Actor
        public void giveUp(LLL_Result r) {
            ThirdThread.run(() -> {
                dawdle();
                sender.send(1);
                receiver.close();
            });
            r.r1 = sendBack(this, receive(receiver));
        }

        @Actor
        public void receive(LLL_Result r) {
            r.r2 = receive(other);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(other);
            other.close();
            close();
        }
    }
}
