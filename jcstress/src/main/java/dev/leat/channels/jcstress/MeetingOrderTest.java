package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZLL_Result;

/**
 * On a rendezvous channel those who wait are met in order of arrival: the list is in that order, and who comes takes the
 * first one alive (RendezvousEngine: order). That a thread has arrived is seen from its being parked.
 */
public class MeetingOrderTest {
    private abstract static class Line extends BoundedState {
        /** How long to wait for the first one to be parked: often not long enough, in nanoseconds. */
        private static final int PATIENCE = 200_000;

        /** The thread of the one who comes first: between here and its return it parks nowhere but in the channel. */
        volatile Thread first;

        Line() {
            super(0, 0);
        }

        /** Tells whether the first one was seen asleep, within a random time. */
        final boolean sawFirstAsleep() {
            long nanos = ThreadLocalRandom.current().nextInt(PATIENCE);
            for (long start = System.nanoTime(); System.nanoTime() - start < nanos; Thread.yield()) {
                if (first.getState() == Thread.State.WAITING) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Two senders. */
    @JCStressTest
    @Outcome(id = "true, sent sent, 1 2", expect = ACCEPTABLE,
            desc = "The second came when the first was waiting, and was met after it.")
    @Outcome(id = {"false, sent sent, 1 2", "false, sent sent, 2 1"}, expect = ACCEPTABLE,
            desc = "They may have come at the same time.")
    @Outcome(id = "true, .*, 2 1", expect = FORBIDDEN, desc = "The second was met before the first.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice, or somebody slept on.")
    @State
    public static class Senders extends Line {
        private Object firstAnswer;
        private Object secondAnswer;

        @Actor
        public void send() {
            first = Thread.currentThread();
            together(2);
            firstAnswer = send(sender, 1);
        }

        @Actor
        public void sendLater(ZLL_Result r) {
            together(2);
            r.r1 = sawFirstAsleep();
            var third = ThirdThread.ask(() -> receive(receiver) + " " + receive(receiver));
            secondAnswer = send(sender, 2);
            r.r3 = third.join();
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r2 = firstAnswer + " " + secondAnswer;
            close();
        }
    }

    /** Two receivers. */
    @JCStressTest
    @Outcome(id = "true, sent sent, 1 2", expect = ACCEPTABLE,
            desc = "The second came when the first was waiting, and was met after it.")
    @Outcome(id = {"false, sent sent, 1 2", "false, sent sent, 2 1"}, expect = ACCEPTABLE,
            desc = "They may have come at the same time.")
    @Outcome(id = "true, .*, 2 1", expect = FORBIDDEN, desc = "The second was met before the first.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost or came twice, or somebody slept on.")
    @State
    public static class Receivers extends Line {
        private Object firstAnswer;
        private Object secondAnswer;

        @Actor
        public void receive() {
            first = Thread.currentThread();
            together(2);
            firstAnswer = receive(receiver);
        }

        @Actor
        public void receiveLater(ZLL_Result r) {
            together(2);
            r.r1 = sawFirstAsleep();
            var third = ThirdThread.ask(() -> send(sender, 1) + " " + send(sender, 2));
            secondAnswer = receive(receiver);
            r.r2 = third.join();
        }

        @Arbiter
        public void end(ZLL_Result r) {
            r.r3 = firstAnswer + " " + secondAnswer;
            close();
        }
    }
}
