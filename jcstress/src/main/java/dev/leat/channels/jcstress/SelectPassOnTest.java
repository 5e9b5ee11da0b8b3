package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.BoundedChannel;
import dev.leat.channels.Select;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A select that was woken and does not use that, because it chose another clause or gave up, passes the wake-up on to the
 * next one who waits there (Chooser: waiting at a buffer; WaitList: pass on). In each test a plain operation waits beside
 * the select; if the select did what both waited for, it undoes it, so that the plain operation can be done in any case.
 */
public class SelectPassOnTest {
    /** Messages come to both channels of the select; for the one in the first a plain receiver waits too. */
    @JCStressTest
    @Outcome(id = "1, 1, 2 nothing", expect = ACCEPTABLE, desc = "The select chose the channel where the other waited.")
    @Outcome(id = "2, 1, nothing", expect = ACCEPTABLE, desc = "The select chose the other channel.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the message, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class AnotherClause extends ChannelState {
        private final BoundedChannel<Integer> other = BoundedState.channel(1);

        @Actor
        public void select(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                sender.send(1);
                return trySend(other.sender(), 2);
            });
            together(3);
            r.r1 = select(receiving(receiver), receiving(other.receiver()));
            if (r.r1.equals(1)) {
                sender.send(1);
            }
            third.join();
        }

        @Actor
        public void receive(LLL_Result r) {
            together(3);
            r.r2 = receive(receiver);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(other.receiver());
            closeBoth(other);
            close();
        }
    }

    /** Room comes to both channels of the select; for that in the first a plain sender waits too. */
    @JCStressTest
    @Outcome(id = "first, sent, 3 nothing", expect = ACCEPTABLE,
            desc = "The select chose the channel where the other waited.")
    @Outcome(id = "second, sent, 3 nothing", expect = ACCEPTABLE, desc = "The select chose the other channel.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the room, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class Room extends BoundedState {
        private final BoundedChannel<Integer> other = BoundedState.channel(1);

        public Room() {
            super(1, 1);
            trySend(other.sender(), 1);
        }

        @Actor
        public void select(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                tryReceive(receiver);
                return tryReceive(other.receiver());
            });
            together(3);
            r.r1 = select(Select.send(sender, 2, () -> "first"), Select.send(other.sender(), 2, () -> "second"));
            if (r.r1.equals("first")) {
                tryReceive(receiver);
            }
            third.join();
        }

        @Actor
        public void send(LLL_Result r) {
            together(3);
            r.r2 = send(sender, 3);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            closeBoth(other);
            close();
        }
    }

    /** The time of the select is over. */
    @JCStressTest
    @Outcome(id = "1, 1, nothing", expect = ACCEPTABLE, desc = "The message came in time.")
    @Outcome(id = "nothing, 1, nothing", expect = ACCEPTABLE, desc = "The time was over, and the other got the message.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The wake-up, or even the message, is lost.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class TimeOver extends ChannelState {
        private static final Duration TIMEOUT = Duration.ofNanos(50_000);

        private final BoundedChannel<Integer> other = BoundedState.channel(1);

        @Actor
        public void select(LLL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                return send(sender, 1);
            });
            together(3);
            r.r1 = select(
                    receiving(other.receiver()), receiving(receiver), Select.timeout(TIMEOUT, () -> "nothing"));
            if (r.r1.equals(1)) {
                sender.send(1);
            }
            third.join();
        }

        @Actor
        public void receive(LLL_Result r) {
            together(3);
            r.r2 = receive(receiver);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = drain(receiver);
            closeBoth(other);
            close();
        }
    }
}
