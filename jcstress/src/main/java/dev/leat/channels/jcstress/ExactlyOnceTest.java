package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Receiver;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Each message goes to exactly one receive, whichever methods compete for it. */
public class ExactlyOnceTest {
    private static String words(Iterable<Integer> messages) {
        var words = new StringBuilder("took");
        for (int message : messages) {
            words.append(' ').append(message);
        }
        return words.toString();
    }

    /** Of two receivers that compete for one message, one gets it. */
    @JCStressTest
    @Outcome(id = {"1, nothing", "nothing, 1"}, expect = ACCEPTABLE, desc = "One of them got it.")
    @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "nothing, nothing", expect = FORBIDDEN, desc = "Neither got it, though it was there all the time.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class OneMessage extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        public OneMessage() {
            sender.send(1);
        }

        @Actor
        public void receive(LL_Result r) {
            r.r1 = tryReceive(receiver);
        }

        @Actor
        public void compete(LL_Result r) {
            r.r2 = tryReceive(other);
        }

        @Arbiter
        public void end() {
            other.close();
            close();
        }
    }

    /** As many receives as messages: all get one, and each receiver gets its own in the order of the sends. */
    @JCStressTest
    @Outcome(id = {"1, 2, 3", "1, 3, 2", "2, 3, 1"}, expect = ACCEPTABLE, desc = "Shared out, in order for each receiver.")
    @Outcome(id = ".*nothing.*", expect = FORBIDDEN, desc = "A receive found nothing though there was a message for it.")
    @Outcome(expect = FORBIDDEN, desc = "A message came twice, or in the wrong order.")
    @State
    public static class ThreeMessages extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();

        public ThreeMessages() {
            sender.send(1);
            sender.send(2);
            sender.send(3);
        }

        @Actor
        public void receiveTwo(LLL_Result r) {
            r.r1 = tryReceive(receiver);
            r.r2 = tryReceive(receiver);
        }

        @Actor
        public void receiveOne(LLL_Result r) {
            r.r3 = tryReceive(other);
        }

        @Arbiter
        public void end() {
            other.close();
            close();
        }
    }

    /** A receive and {@code drainTo} share the messages without loss and without copies. */
    @JCStressTest
    @Outcome(id = {"took 2 3, 1", "took 1 3, 2", "took 1 2, 3"}, expect = ACCEPTABLE, desc = "The receive got one of them.")
    @Outcome(id = "took 1 2 3, nothing", expect = ACCEPTABLE, desc = "Everything was drained before the receive.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost, came twice, or in the wrong order.")
    @State
    public static class ReceiveAgainstDrainTo extends ChannelState {
        private final Receiver<Integer> other = receiver.duplicate();
        private final List<Integer> sink = new ArrayList<>();

        public ReceiveAgainstDrainTo() {
            sender.send(1);
            sender.send(2);
            sender.send(3);
        }

        @Actor
        public void drain() {
            receiver.drainTo(sink);
        }

        @Actor
        public void receive(LL_Result r) {
            r.r2 = tryReceive(other);
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r1 = words(sink);
            other.close();
            close();
        }
    }

    /** {@code drainTo} takes everything that was there when it began, and leaves alone what comes later. */
    @JCStressTest
    @Outcome(id = "took 1, 2 nothing", expect = ACCEPTABLE, desc = "The send came later.")
    @Outcome(id = "took 1 2, nothing", expect = ACCEPTABLE, desc = "The send came before.")
    @Outcome(id = "took, .*", expect = FORBIDDEN, desc = "A message that had been there all the time was missed.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost, came twice, or in the wrong order.")
    @State
    public static class SendAgainstDrainTo extends ChannelState {
        private final List<Integer> sink = new ArrayList<>();

        public SendAgainstDrainTo() {
            sender.send(1);
        }

        @Actor
        public void drain() {
            receiver.drainTo(sink);
        }

        @Actor
        public void send() {
            sender.send(2);
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r1 = words(sink);
            r.r2 = drain(receiver);
            close();
        }
    }

    /** Two loops over the same receiver, each with an iterator of its own, share the messages. */
    @JCStressTest
    @Outcome(id = {"took 1 2 3, took", "took, took 1 2 3"}, expect = ACCEPTABLE, desc = "One loop got all.")
    @Outcome(id = {"took 1, took 2 3", "took 2, took 1 3", "took 3, took 1 2", "took 1 2, took 3", "took 1 3, took 2",
            "took 2 3, took 1"}, expect = ACCEPTABLE, desc = "Shared out, in order for each loop.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost, came twice, or in the wrong order.")
    @State
    public static class TwoLoops extends ChannelState {
        public TwoLoops() {
            sender.send(1);
            sender.send(2);
            sender.send(3);
        }

        @Actor
        public void loop(LL_Result r) {
            r.r1 = words(receiver.available());
        }

        @Actor
        public void compete(LL_Result r) {
            r.r2 = words(receiver.available());
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
