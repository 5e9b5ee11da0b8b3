package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Sender;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A waiting sender that gives up just when a receive woke it passes the wake-up on, so that the next one who waits gets the
 * room (WaitList: pass on). In each test two senders wait for one place; the one that may give up takes its message back if
 * it could send it, so the other one can send in any case.
 */
public class SenderPassOnTest {
    private static Object takeBack(BoundedState state, Object answer) {
        if (answer == "sent") {
            state.receiver.tryReceive();
        }
        return answer;
    }

    /** The one that gives up was interrupted. */
    @JCStressTest
    @Outcome(id = "sent, sent, 3 nothing", expect = ACCEPTABLE, desc = "It had sent before it was interrupted.")
    @Outcome(id = "interrupted, sent, 3 nothing", expect = ACCEPTABLE,
            desc = "It was interrupted and left the room to the other.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the room, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class Interrupted extends BoundedState {
        private final Sender<Integer> other = sender.duplicate();

        public Interrupted() {
            super(1, 1);
        }

        @Actor
        public void giveUp(LLL_Result r) {
            var me = Thread.currentThread();
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                tryReceive(receiver);
                me.interrupt();
                return "interrupted";
            });
            together(3);
            r.r1 = takeBack(this, send(sender, 2));
            third.join(); // so that the interrupt does not hit what this thread does next
            Thread.interrupted();
        }

        @Actor
        public void send(LLL_Result r) {
            together(3);
            r.r2 = send(other, 3);
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
    @Outcome(id = "sent, sent, 3 nothing", expect = ACCEPTABLE, desc = "It had sent in time.")
    @Outcome(id = "full, sent, 3 nothing", expect = ACCEPTABLE, desc = "Its time was over, and the other got the room.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the room, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class TimeOver extends BoundedState {
        private static final Duration TIMEOUT = Duration.ofNanos(50_000);

        private final Sender<Integer> other = sender.duplicate();

        public TimeOver() {
            super(1, 1);
        }

        @Actor
        public void giveUp(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                return tryReceive(receiver);
            });
            together(3);
            r.r1 = takeBack(this, trySend(sender, 2, TIMEOUT));
            third.join();
        }

        @Actor
        public void send(LLL_Result r) {
            together(3);
            r.r2 = send(other, 3);
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
    @Outcome(id = "sent, sent, 3 nothing", expect = ACCEPTABLE, desc = "It had sent before the close.")
    @Outcome(id = "closed, sent, 3 nothing", expect = ACCEPTABLE, desc = "Its handle was closed, and the other got the room.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the room, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class Closed extends BoundedState {
        private final Sender<Integer> other = sender.duplicate();

        public Closed() {
            super(1, 1);
        }

        @Actor
        public void giveUp(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                tryReceive(receiver);
                sender.close();
                return "closed";
            });
            together(3);
            r.r1 = takeBack(this, send(sender, 2));
            third.join();
        }

        @Actor
        public void send(LLL_Result r) {
            together(3);
            r.r2 = send(other, 3);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            other.close();
            close();
        }
    }
}
