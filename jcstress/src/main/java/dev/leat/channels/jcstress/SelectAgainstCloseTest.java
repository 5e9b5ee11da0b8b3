package dev.leat.channels.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.leat.channels.BoundedChannel;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.Select;
import dev.leat.channels.Selection;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A select that races a close gets a message, the end, or word that a handle is closed, and each only when it is true: the
 * end is met by the same step as a message (Chooser: the idea; Engine.closed: who waits is woken when the end is in force).
 */
public class SelectAgainstCloseTest {
    private static final Exception CAUSE = new Exception("cause");

    /** The last sender of one channel sends and closes: the message, then the end. */
    @JCStressTest
    @Outcome(id = "1, end", expect = ACCEPTABLE, desc = "The message, then the end.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The select slept beside the message or the end.")
    @Outcome(id = "end, .*", expect = FORBIDDEN, desc = "The end overtook the message.")
    @Outcome(expect = FORBIDDEN, desc = "The message was lost or came twice.")
    @State
    public static class LastSender extends ChannelState {
        private final BoundedChannel<Integer> idle = BoundedState.channel(0);

        @Actor
        public void sendAndEnd() {
            together(2);
            dawdle();
            sender.send(1);
            dawdle();
            sender.close();
        }

        @Actor
        public void select(LL_Result r) {
            together(2);
            r.r1 = select(receiving(idle.receiver()), receiving(receiver));
            r.r2 = select(receiving(idle.receiver()), receiving(receiver));
        }

        @Arbiter
        public void end() {
            closeBoth(idle);
            close();
        }
    }

    /** Who finds that all clauses have left, by another thread's run of the select, knows why and sees what was before. */
    @JCStressTest
    @Outcome(id = "nothing, [01]", expect = ACCEPTABLE, desc = "It was still open.")
    @Outcome(id = "cause, 1", expect = ACCEPTABLE, desc = "It had ended, with its cause.")
    @Outcome(expect = FORBIDDEN, desc = "The end came without the cause, or without what was done before it.")
    @State
    public static class LeftASharedSelect extends ChannelState {
        private final BoundedChannel<Integer> ended = BoundedState.channel(0);
        private final Selection<Object> shared = Select.of(receiving(ended.receiver()).untilDisconnected(),
                receiving(receiver).untilDisconnected());
        private int before;

        public LeftASharedSelect() {
            ended.sender().close();
        }

        private Object run() {
            try {
                return shared.trySelect() == null ? "nothing" : "message";
            } catch (DisconnectedException end) {
                return end.getCause() == null ? "no cause" : "cause";
            }
        }

        @Actor
        public void end() {
            together(2);
            before = 1;
            sender.closeExceptionally(CAUSE);
            run();
        }

        @Actor
        public void look(LL_Result r) {
            together(2);
            dawdle();
            r.r1 = run();
            r.r2 = before;
        }

        @Arbiter
        public void closeAll() {
            closeBoth(ended);
            close();
        }
    }

    /** A channel that ends leaves the select, which goes on with the other one; when that ends too, the select does. */
    @JCStressTest
    @Outcome(id = "2, end", expect = ACCEPTABLE, desc = "The message of the other channel, then the end.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The select slept beside the message or the end of all.")
    @Outcome(id = "end, .*", expect = FORBIDDEN, desc = "The select ended though a channel was open.")
    @Outcome(expect = FORBIDDEN, desc = "The message was lost or came twice.")
    @State
    public static class UntilDisconnected extends ChannelState {
        private final BoundedChannel<Integer> other = BoundedState.channel(1);

        @Actor
        public void endBoth() {
            together(2);
            dawdle();
            sender.close();
            dawdle();
            trySend(other.sender(), 2);
            other.sender().close();
        }

        @Actor
        public void select(LL_Result r) {
            var selection = Select.of(
                    receiving(receiver).untilDisconnected(), receiving(other.receiver()).untilDisconnected());
            together(2);
            r.r1 = answer(() -> Watchdog.watch(selection::select));
            r.r2 = answer(() -> Watchdog.watch(selection::select));
        }

        @Arbiter
        public void end() {
            closeBoth(other);
            close();
        }
    }

    /** A select that sends races the close of the last receiver, which makes room before. */
    @JCStressTest
    @Outcome(id = "sent, 1 2, 0", expect = ACCEPTABLE, desc = "Sent and received.")
    @Outcome(id = "sent, 1 nothing, 0", expect = ACCEPTABLE, desc = "Sent and discarded.")
    @Outcome(id = "end, 1 nothing, 0", expect = ACCEPTABLE, desc = "Refused.")
    @Outcome(id = "end, 1 2, .*", expect = FORBIDDEN, desc = "Refused and yet received.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The select slept beside the room or the end.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class LastReceiver extends BoundedState {
        private final BoundedChannel<Integer> idle = BoundedState.channel(0);

        public LastReceiver() {
            super(1, 1);
        }

        @Actor
        public void select(LLL_Result r) {
            together(2);
            r.r1 = select(receiving(idle.receiver()), sending(sender, 2));
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
            closeBoth(idle);
            close();
        }
    }

    /** A handle of the select is closed while a message comes to the other channel. */
    @JCStressTest
    @Outcome(id = "2, nothing", expect = ACCEPTABLE, desc = "The message came before the close.")
    @Outcome(id = "closed, 2 nothing", expect = ACCEPTABLE, desc = "Closed, and the message is still there.")
    @Outcome(id = "closed, nothing", expect = FORBIDDEN, desc = "The select failed and yet took the message.")
    @Outcome(id = ".*asleep.*", expect = FORBIDDEN, desc = "The select waited with a closed handle.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class OwnHandle extends ChannelState {
        private final BoundedChannel<Integer> other = BoundedState.channel(1);

        @Actor
        public void select(LL_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                return trySend(other.sender(), 2);
            });
            together(3);
            r.r1 = select(receiving(receiver), receiving(other.receiver()));
            third.join();
        }

        @Actor
        public void disconnect() {
            together(3);
            dawdle();
            receiver.close();
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = drain(other.receiver());
            closeBoth(other);
            close();
        }
    }

    /**
     * A select that waits for the receivers to be gone, beside something else, is told when the last of them is closed, and
     * what was written before either close is there (Engine.closed: the farewell is read after the end is in force, and who
     * waits there re-checks that).
     */
    @JCStressTest
    @Outcome(id = "gone 1 1", expect = ACCEPTABLE, desc = "Told, and what was written before is there.")
    @Outcome(id = "asleep .*", expect = FORBIDDEN, desc = "The select waited for what had happened.")
    @Outcome(id = "gone .*", expect = FORBIDDEN,
            desc = "Told too early, or the end overtook what was written before a close.")
    @Outcome(expect = FORBIDDEN, desc = "Something else came.")
    @State
    public static class Disconnected extends ChannelState {
        private final Receiver<Integer> second = receiver.duplicate();
        private final BoundedChannel<Integer> idle = BoundedState.channel(0);
        private int written;
        private int writtenToo;

        @Actor
        public void select(L_Result r) {
            var third = ThirdThread.ask(() -> {
                together(3);
                dawdle();
                writtenToo = 1;
                second.close();
                return "closed";
            });
            together(3);
            Object answer = select(receiving(idle.receiver()), Select.disconnected(sender, () -> "gone"));
            r.r1 = answer + " " + written + " " + writtenToo;
            third.join();
        }

        @Actor
        public void disconnect() {
            together(3);
            dawdle();
            written = 1;
            receiver.close();
        }

        @Arbiter
        public void end() {
            closeBoth(idle);
            close();
        }
    }
}
