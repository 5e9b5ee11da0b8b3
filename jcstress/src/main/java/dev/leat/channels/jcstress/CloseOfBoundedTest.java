package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The end of a bounded channel is a mark behind the last message, and takes no place: a send comes before it, and its
 * message is received or discarded, or meets it and is refused (LinkedEngine: the end).
 */
public class CloseOfBoundedTest {
    /** The last receiver makes room and closes while a sender waits. */
    @JCStressTest
    @Outcome(id = "sent, 1 2, 0", expect = ACCEPTABLE, desc = "Sent and received.")
    @Outcome(id = "sent, 1 nothing, 0", expect = ACCEPTABLE, desc = "Sent and discarded.")
    @Outcome(id = "disconnected, 1 nothing, 0", expect = ACCEPTABLE, desc = "Refused.")
    @Outcome(id = "disconnected, 1 2, .*", expect = FORBIDDEN, desc = "Refused and yet received.")
    @Outcome(id = ".*, 1", expect = FORBIDDEN, desc = "What nobody can receive any more stayed queued.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came, or the sender slept on.")
    @State
    public static class LastReceiverAgainstSend extends BoundedState {
        public LastReceiverAgainstSend() {
            super(1, 1);
        }

        @Actor
        public void send(LLL_Result r) {
            together(2);
            r.r1 = send(sender, 2);
        }

        @Actor
        public void receiveAndDisconnect(LLL_Result r) {
            together(2);
            dawdle();
            r.r2 = tryReceive(receiver) + " " + tryReceive(receiver);
            receiver.close();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = sender.size();
            close();
        }
    }

    /** The last receiver closes while a sender tries: "full" is an answer only before the close. */
    @JCStressTest
    @Outcome(id = "sent, full, 0", expect = ACCEPTABLE, desc = "Closed after both.")
    @Outcome(id = "sent, disconnected, 0", expect = ACCEPTABLE,
            desc = "Closed in between, or while the second looked for room.")
    @Outcome(id = "disconnected, disconnected, 0", expect = ACCEPTABLE, desc = "Closed before both.")
    @Outcome(id = {"full, .*", "sent, sent, .*"}, expect = FORBIDDEN, desc = "The capacity is not exact.")
    @Outcome(id = "disconnected, (?!disconnected).*", expect = FORBIDDEN, desc = "A closed side opened again.")
    @Outcome(expect = FORBIDDEN, desc = "What nobody can receive any more stayed queued.")
    @State
    public static class LastReceiverAgainstTrySend extends BoundedState {
        public LastReceiverAgainstTrySend() {
            super(2, 1);
        }

        @Actor
        public void send(LLL_Result r) {
            together(2);
            r.r1 = trySend(sender, 2);
            r.r2 = trySend(sender, 3);
        }

        @Actor
        public void disconnect() {
            together(2);
            receiver.close();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = sender.size();
            close();
        }
    }

    /**
     * The last sender fills the channel, waits for room, and closes when it is full again: the end comes behind its
     * messages.
     */
    @JCStressTest
    @Outcome(id = "sent sent, 1 2 end", expect = ACCEPTABLE, desc = "Both messages, then the end.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN,
            desc = "The sender slept beside the room, or the receiver beside a message or the end.")
    @Outcome(expect = FORBIDDEN, desc = "The end overtook a message, or a message was lost or came twice.")
    @State
    public static class LastSender extends BoundedState {
        public LastSender() {
            super(1, 0);
        }

        @Actor
        public void sendAndEnd(LL_Result r) {
            dawdle();
            r.r1 = send(sender, 1) + " " + send(sender, 2);
            sender.close();
        }

        @Actor
        public void receive(LL_Result r) {
            dawdle();
            r.r2 = receive(receiver) + " " + receive(receiver) + " " + receive(receiver);
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
