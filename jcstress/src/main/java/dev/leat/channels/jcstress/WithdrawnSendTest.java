package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Sender;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A send that waits for room and gives up just when there is some has sent or has not, and says which: what fills a cell is
 * one CAS of the sender itself, so nothing must be withdrawn (LinkedEngine: the idea; Waiter: a wait is decided by one
 * atomic step).
 */
public class WithdrawnSendTest {
    /** Its time is over. */
    @JCStressTest
    @Outcome(id = "sent, 1, 2 nothing", expect = ACCEPTABLE, desc = "There was room in time.")
    @Outcome(id = "full, 1, nothing", expect = ACCEPTABLE, desc = "The time was over, and nothing was sent.")
    @Outcome(id = "full, 1, 2 nothing", expect = FORBIDDEN, desc = "A message was withdrawn and came nevertheless.")
    @Outcome(id = "sent, 1, nothing", expect = FORBIDDEN, desc = "A message that was sent is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came, or the sender slept on.")
    @State
    public static class TimeOver extends BoundedState {
        public TimeOver() {
            super(1, 1);
        }

        @Actor
        public void send(LLL_Result r) {
            together(2);
            r.r1 = trySend(sender, 2, SHORT);
        }

        @Actor
        public void receive(LLL_Result r) {
            together(2);
            dawdleLong();
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** It is interrupted. */
    @JCStressTest
    @Outcome(id = "sent, 1, 2 nothing", expect = ACCEPTABLE, desc = "There was room before the interrupt.")
    @Outcome(id = "interrupted, 1, nothing", expect = ACCEPTABLE, desc = "Interrupted, and nothing was sent.")
    @Outcome(id = "interrupted, 1, 2 nothing", expect = FORBIDDEN, desc = "A message was withdrawn and came nevertheless.")
    @Outcome(id = "sent, 1, nothing", expect = FORBIDDEN, desc = "A message that was sent is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came, or the sender slept on.")
    @State
    public static class Interrupted extends BoundedState {
        public Interrupted() {
            super(1, 1);
        }

        @Actor
        public void send(LLL_Result r) {
            var me = Thread.currentThread();
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                me.interrupt();
                return "interrupted";
            });
            together(3);
            r.r1 = send(sender, 2);
            third.join(); // so that the interrupt does not hit what this thread does next
            Thread.interrupted();
        }

        @Actor
        public void receive(LLL_Result r) {
            together(3);
            dawdleLong();
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            close();
        }
    }

    /** Its handle is closed. */
    @JCStressTest
    @Outcome(id = "sent, 1, 2 nothing", expect = ACCEPTABLE, desc = "There was room before the close.")
    @Outcome(id = "closed, 1, nothing", expect = ACCEPTABLE, desc = "Closed, and nothing was sent.")
    @Outcome(id = "closed, 1, 2 nothing", expect = FORBIDDEN, desc = "A message was withdrawn and came nevertheless.")
    @Outcome(id = "sent, 1, nothing", expect = FORBIDDEN, desc = "A message that was sent is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came, or the sender slept on.")
    @State
    public static class Closed extends BoundedState {
        private final Sender<Integer> other = sender.duplicate();

        public Closed() {
            super(1, 1);
        }

        @Actor
        public void send(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                sender.close();
                return "closed";
            });
            together(3);
            r.r1 = send(sender, 2);
            third.join();
        }

        @Actor
        public void receive(LLL_Result r) {
            together(3);
            dawdleLong();
            r.r2 = tryReceive(receiver);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            other.close();
            close();
        }
    }
}
