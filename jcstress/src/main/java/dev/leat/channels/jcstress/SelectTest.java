package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.BoundedChannel;
import dev.leat.channels.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Of all that a select could do exactly one thing is done, by the one atomic step of the channel concerned; and "nothing is
 * ready" is true of one moment, though the clauses are looked at one after the other (Chooser: the idea).
 */
public class SelectTest {
    private abstract static class TwoChannels extends ChannelState {
        final BoundedChannel<Integer> other = BoundedState.channel(1);
    }

    /** Of two selects that compete for one message, one gets it, and the other its otherwise. */
    @JCStressTest
    @Outcome(id = {"1, nothing", "nothing, 1"}, expect = ACCEPTABLE, desc = "One of them got it.")
    @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "nothing, nothing", expect = FORBIDDEN, desc = "Neither got it, though it was there all the time.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class OneMessage extends TwoChannels {
        public OneMessage() {
            sender.send(1);
        }

        private Object compete() {
            together(2);
            return select(receiving(other.receiver()), receiving(receiver), Select.otherwise(() -> "nothing"));
        }

        @Actor
        public void select(LL_Result r) {
            r.r1 = compete();
        }

        @Actor
        public void selectToo(LL_Result r) {
            r.r2 = compete();
        }

        @Arbiter
        public void end() {
            closeBoth(other);
            close();
        }
    }

    /** Of two selects over two channels with a message each, one gets the one message, and the other the other. */
    @JCStressTest
    @Outcome(id = {"1, 2", "2, 1"}, expect = ACCEPTABLE, desc = "Each got one of them.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "A select slept beside a message.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice.")
    @State
    public static class TwoMessages extends TwoChannels {
        public TwoMessages() {
            sender.send(1);
            trySend(other.sender(), 2);
        }

        private Object compete() {
            together(2);
            return select(receiving(receiver), receiving(other.receiver()));
        }

        @Actor
        public void select(LL_Result r) {
            r.r1 = compete();
        }

        @Actor
        public void selectToo(LL_Result r) {
            r.r2 = compete();
        }

        @Arbiter
        public void end() {
            closeBoth(other);
            close();
        }
    }

    /**
     * A message goes into one channel before one is taken out of the other: a select over both finds something at all times.
     */
    @JCStressTest
    @Outcome(id = "nothing, 1", expect = ACCEPTABLE, desc = "The select was first.")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The receive was first.")
    @Outcome(id = ".*, nothing", expect = FORBIDDEN, desc = "There was a message in one of the channels at all times.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice.")
    @State
    public static class NeverIdle extends TwoChannels {
        public NeverIdle() {
            sender.send(1);
        }

        @Actor
        public void move(LL_Result r) {
            together(2);
            trySend(other.sender(), 2);
            r.r1 = tryReceive(receiver);
        }

        @Actor
        public void select(LL_Result r) {
            together(2);
            r.r2 = select(receiving(other.receiver()), receiving(receiver), Select.otherwise(() -> "nothing"));
        }

        @Arbiter
        public void end() {
            closeBoth(other);
            close();
        }
    }
}
