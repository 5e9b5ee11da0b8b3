package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.UnboundedSender;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A send happens-before the receive that returns its message. */
public class PublicationTest {
    /** The plain fields of a message, written before it was sent, have their values when it is received. */
    @JCStressTest
    @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "The receive came first.")
    @Outcome(id = "1 2", expect = ACCEPTABLE, desc = "The message came, and came whole.")
    @Outcome(id = {"0 .", ". 0"}, expect = FORBIDDEN, desc = "The message came before its fields.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class FieldsOfTheMessage {
        private final UnboundedSender<Message> sender;
        private final Receiver<Message> receiver;
        private final Message message = new Message(); // made here: a constructor would order the writes that belong to it

        private static final class Message {
            int first;
            int second;
        }

        public FieldsOfTheMessage() {
            var channel = Channels.<Message>unbounded();
            sender = channel.sender();
            receiver = channel.receiver();
        }

        @Actor
        public void send() {
            message.first = 1;
            message.second = 2;
            sender.send(message);
        }

        @Actor
        public void receive(L_Result r) {
            var received = receiver.tryReceive();
            if (received == null) {
                r.r1 = "nothing";
            } else {
                int second = received.second;
                int first = received.first;
                r.r1 = first + " " + second;
            }
        }

        @Arbiter
        public void close() {
            sender.close();
            receiver.close();
        }
    }

    /**
     * What the sending thread wrote to plain fields anywhere before it sent a message is visible after that was received.
     */
    @JCStressTest
    @Outcome(id = {"null, 0", "null, 1"}, expect = ACCEPTABLE, desc = "The receive came first: nothing is ordered.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The message came, and what was written before it is there.")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "The message overtook what was written before it.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class WritesBeforeTheSend extends ChannelState {
        private int written;

        @Actor
        public void send() {
            written = 1;
            sender.send(1);
        }

        @Actor
        public void receive(LI_Result r) {
            r.r1 = receiver.tryReceive();
            r.r2 = written;
        }

        @Arbiter
        public void end() {
            close();
        }
    }

    /** The same for a receive that waits, perhaps asleep. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The message came, and what was written before it is there.")
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "The message overtook what was written before it.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came, or the receiver slept on.")
    @State
    public static class WaitingReceive extends ChannelState {
        private int written;

        @Actor
        public void send() {
            dawdle();
            written = 1;
            sender.send(1);
        }

        @Actor
        public void receive(LI_Result r) {
            r.r1 = receive(receiver);
            r.r2 = written;
        }

        @Arbiter
        public void end() {
            close();
        }
    }
}
