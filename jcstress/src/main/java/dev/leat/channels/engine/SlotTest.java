package dev.leat.channels.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** One word holds the message, or a mark: what is there is there for all from the same moment (SlotEngine). */
public class SlotTest {
    private static final Object MESSAGE = "m";

    /** Answers "sent", "end", or the message. */
    private static Object name(Object result, Object none) {
        return result == null ? none : result == Engine.SENT ? "sent" : result == Engine.ENDED ? "end" : result;
    }

    private static Object offer(SlotEngine engine, Object message) {
        return name(engine.offer(message), "full");
    }

    private static Object poll(SlotEngine engine) {
        return name(engine.poll(), "nothing");
    }

    /** A send happens-before the receive that returns its message. */
    @JCStressTest
    @Outcome(id = {"0", "42"}, expect = ACCEPTABLE, desc = "Too early, or with what was written before.")
    @Outcome(expect = FORBIDDEN, desc = "The message came before what was written before it.")
    @State
    public static class Publication {
        private final SlotEngine engine = new SlotEngine();

        @Actor
        public void send() {
            var message = new int[1];
            message[0] = 42;
            engine.offer(message);
        }

        @Actor
        public void receive(L_Result r) {
            Object message = engine.poll();
            r.r1 = message == null ? 0 : ((int[]) message)[0];
        }
    }

    /** Two that receive, one message. */
    @JCStressTest
    @Outcome(id = {"m, nothing, nothing", "nothing, m, nothing"}, expect = ACCEPTABLE, desc = "One of them got it.")
    @Outcome(expect = FORBIDDEN, desc = "It was lost, or came twice.")
    @State
    public static class TwoReceivers {
        private final SlotEngine engine = new SlotEngine();

        public TwoReceivers() {
            engine.offer(MESSAGE);
        }

        @Actor
        public void receive(LLL_Result r) {
            r.r1 = poll(engine);
        }

        @Actor
        public void receiveToo(LLL_Result r) {
            r.r2 = poll(engine);
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = poll(engine);
        }
    }

    /** Two that send, room for one. */
    @JCStressTest
    @Outcome(id = {"sent, full, a nothing", "full, sent, b nothing"}, expect = ACCEPTABLE, desc = "One was sent.")
    @Outcome(expect = FORBIDDEN, desc = "The capacity was not 1.")
    @State
    public static class TwoSenders {
        private final SlotEngine engine = new SlotEngine();

        @Actor
        public void send(LLL_Result r) {
            r.r1 = offer(engine, "a");
        }

        @Actor
        public void sendToo(LLL_Result r) {
            r.r2 = offer(engine, "b");
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = poll(engine) + " " + poll(engine);
        }
    }

    /** The same message goes to and fro between two channels, and is always in one at least: "nothing" is never true. */
    @JCStressTest
    @Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "There was always a message.")
    @Outcome(expect = FORBIDDEN, desc = "Two looks that found nothing, and two stamps that were the same.")
    @State
    public static class StampsOfMessages {
        private final SlotEngine one = new SlotEngine();
        private final SlotEngine other = new SlotEngine();

        public StampsOfMessages() {
            one.offer(MESSAGE);
        }

        @Actor
        public void move(ZZZ_Result r) {
            for (int i = 0; i < 10; i++) {
                other.offer(MESSAGE);
                one.poll();
                one.offer(MESSAGE);
                other.poll();
            }
            r.r3 = one.isReady(Side.RECEIVER);
        }

        @Actor
        public void look(ZZZ_Result r) {
            r.r1 = areIdle(Side.RECEIVER, one, other);
            r.r2 = areIdle(Side.RECEIVER, one, other);
        }
    }

    /** The same with room: one of two channels is empty at least. */
    @JCStressTest
    @Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "There was always room.")
    @Outcome(expect = FORBIDDEN, desc = "Two looks that found no room, and two stamps that were the same.")
    @State
    public static class StampsOfRoom {
        private final SlotEngine one = new SlotEngine();
        private final SlotEngine other = new SlotEngine();

        public StampsOfRoom() {
            one.offer(MESSAGE);
        }

        @Actor
        public void move(ZZZ_Result r) {
            for (int i = 0; i < 10; i++) {
                one.poll();
                other.offer(MESSAGE);
                other.poll();
                one.offer(MESSAGE);
            }
            r.r3 = one.isReady(Side.RECEIVER);
        }

        @Actor
        public void look(ZZZ_Result r) {
            r.r1 = areIdle(Side.SENDER, one, other);
            r.r2 = areIdle(Side.SENDER, one, other);
        }
    }

    /** As Chooser does. */
    private static boolean areIdle(Side side, SlotEngine one, SlotEngine other) {
        Object before = one.stamp();
        Object beforeToo = other.stamp();
        boolean ready = one.isReady(side) || other.isReady(side) || one.isReady(side) || other.isReady(side);
        return !ready && one.stamp() == before && other.stamp() == beforeToo;
    }

    /** Both sides close, with a message there, and a mark or not. */
    @JCStressTest
    @Outcome(id = "m end end", expect = ACCEPTABLE, desc = "The message, then the end.")
    @Outcome(expect = FORBIDDEN, desc = "The message was lost, or came twice, or there is no end.")
    @State
    public static class BothClose {
        private final SlotEngine engine = new SlotEngine();

        public BothClose() {
            engine.offer(MESSAGE);
        }

        @Actor
        public void close() {
            engine.close();
        }

        @Actor
        public void closeToo() {
            engine.stamp();
            engine.close();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = poll(engine) + " " + poll(engine) + " " + offer(engine, "late");
        }
    }

    /** A close against a receive and a send, which may find room because of that. */
    @JCStressTest
    @Outcome(id = {"a sent, b end", "a end, end end"}, expect = ACCEPTABLE, desc = "Before the end, or after it.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost, came twice or after the end.")
    @State
    public static class CloseAgainstReceiveAndSend {
        private final SlotEngine engine = new SlotEngine();

        public CloseAgainstReceiveAndSend() {
            engine.offer("a");
        }

        @Actor
        public void close() {
            engine.close();
        }

        @Actor
        public void receiveAndSend(LL_Result r) {
            r.r1 = poll(engine) + " " + offer(engine, "b");
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = poll(engine) + " " + poll(engine);
        }
    }

    /** One that begins to wait for a message, and one that sends. */
    @JCStressTest
    @Outcome(id = {"true, true", "false, false"}, expect = ACCEPTABLE, desc = "It was woken, or did not begin to wait.")
    @Outcome(expect = FORBIDDEN, desc = "It sleeps beside a message.")
    @State
    public static class WakeUp {
        private final SlotEngine engine = new SlotEngine();
        private final SingleWaiter waiter = new SingleWaiter(engine, new Lease(null, engine, Side.RECEIVER), null);

        @Actor
        public void begin(LL_Result r) {
            r.r1 = waiter.announce();
        }

        @Actor
        public void send() {
            engine.offer(MESSAGE);
        }

        @Arbiter
        public void end(LL_Result r) {
            r.r2 = (boolean) r.r1 && !waiter.isWaiting();
            waiter.disarm();
            waiter.leave();
        }
    }
}
