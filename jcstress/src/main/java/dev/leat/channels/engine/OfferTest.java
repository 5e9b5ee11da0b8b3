package dev.leat.channels.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A sender that does not wait yet offers its message in a slot of a rendezvous (RendezvousEngine: Who does not wait yet; Offers).
 * Where nothing else is said, the first one that does so gets a slot of its own.
 */
public class OfferTest {
    private static final Object MESSAGE = "m";
    /** One that does not live, and one that does. */
    private static final Thread DEAD = new Thread();
    private static final Thread ALIVE = new Thread(OfferTest::parkForEver);

    static {
        ALIVE.setDaemon(true);
        ALIVE.start();
    }

    private static void parkForEver() {
        for (;;) {
            LockSupport.park();
        }
    }

    abstract static class Rendezvous {
        final RendezvousEngine engine = new RendezvousEngine();
        final Lease sender = new Lease(null, engine, Side.SENDER);
        final Lease receiver = new Lease(null, engine, Side.RECEIVER);

        Rendezvous() {
            this(null);
        }

        /** Makes one whose first slot is a thread's own, or nobody's yet. */
        Rendezvous(Thread owner) {
            engine.offers.owner = owner == null ? null : new WeakReference<>(owner);
            engine.patience.learn(true); // so it pays to offer
        }

        /** Offers for a while. Answers "taken", "nobody" or "end". */
        final Object offer() {
            return name(engine.linger(sender, MESSAGE, Deadline.NEVER), "nobody");
        }

        final Object poll() {
            return name(engine.poll(), "nothing");
        }

        /** Receives, as one that polls does. */
        final Object pollForAWhile() {
            Object message = null;
            for (int i = 0; i < 30 && message == null; i++) {
                message = engine.poll();
            }
            return name(message, "nothing");
        }

        /** Receives for a while, and then offers the same object. */
        final Object pollAndOffer() {
            Object received = pollForAWhile();
            Object own = offer();
            return received.equals("nothing") ? own : own + " " + received;
        }

        private static Object name(Object result, Object none) {
            return result == null ? none : result == Engine.SENT ? "taken" : result == Engine.ENDED ? "end" : result;
        }
    }

    /** One sender that offers and then begins to wait, and one receiver that begins to wait. */
    abstract static class Announcing extends Rendezvous {
        private final MeetingWaiter sends = MeetingWaiter.of(engine, sender, MESSAGE);
        private final MeetingWaiter receives = MeetingWaiter.of(engine, receiver, null);
        private Object sent;
        private Object received;

        Announcing(Thread owner) {
            super(owner);
        }

        final void offerOrBegin() {
            sent = offer().equals("taken") ? "taken" : begin(sends);
        }

        final void begin() {
            received = begin(receives);
        }

        final void finish(LL_Result r) {
            r.r1 = sent != null ? "met" : how(sends);
            r.r2 = received != null ? "met" : how(receives);
        }

        /** One wait, as far as it goes without sleep. Returns what it came to, or null. */
        private static Object begin(MeetingWaiter waiter) {
            if (waiter.announce()) {
                return null;
            }
            Object how = waiter.disarm();
            return how != null ? how : waiter.attempt();
        }

        private static String how(MeetingWaiter waiter) {
            boolean waits = waiter.isWaiting();
            Object how = waiter.disarm();
            waiter.leave();
            return waits ? "waits" : how != null ? "met" : "missed";
        }
    }

    /** One that receives. */
    @JCStressTest
    @Outcome(id = {"taken, m, nothing", "nobody, nothing, nothing"}, expect = ACCEPTABLE, desc = "Both or neither.")
    @Outcome(expect = FORBIDDEN, desc = "One of them met nobody.")
    @State
    public static class OfferAgainstPoll extends Rendezvous {
        @Actor
        public void offer(LLL_Result r) {
            r.r1 = offer();
        }

        @Actor
        public void receive(LLL_Result r) {
            r.r2 = pollForAWhile();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = poll();
        }
    }

    /** Each receives for a while, and then offers the same object: who has received it knows that, and whose it was too. */
    @JCStressTest
    @Outcome(id = {"nobody, nobody, nothing", "taken, nobody m, nothing", "nobody m, taken, nothing"},
            expect = ACCEPTABLE, desc = "As many were received as were taken.")
    @Outcome(expect = FORBIDDEN, desc = "One that was received was not taken, or one that was taken was not received.")
    @State
    public static class PollAndOffer extends Rendezvous {
        @Actor
        public void one(LLL_Result r) {
            r.r1 = pollAndOffer();
        }

        @Actor
        public void other(LLL_Result r) {
            r.r2 = pollAndOffer();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = poll();
        }
    }

    /** The same, where both offer in the slot that all others share. */
    @JCStressTest
    @JCStressMeta(PollAndOffer.class)
    @State
    public static class PollAndOfferShared extends Rendezvous {
        public PollAndOfferShared() {
            super(ALIVE);
        }

        @Actor
        public void one(LLL_Result r) {
            r.r1 = pollAndOffer();
        }

        @Actor
        public void other(LLL_Result r) {
            r.r2 = pollAndOffer();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = poll();
        }
    }

    /** The same, where one of them becomes the owner of the first slot, since the thread before has ended. */
    @JCStressTest
    @JCStressMeta(PollAndOffer.class)
    @State
    public static class PollAndOfferNext extends Rendezvous {
        public PollAndOfferNext() {
            super(DEAD);
        }

        @Actor
        public void one(LLL_Result r) {
            r.r1 = pollAndOffer();
        }

        @Actor
        public void other(LLL_Result r) {
            r.r2 = pollAndOffer();
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = poll();
        }
    }

    /** One that begins to wait while the offer is over and its sender comes to the line: they do not both sleep there. */
    @JCStressTest
    @Outcome(id = "met, met", expect = ACCEPTABLE, desc = "They met.")
    @Outcome(id = {"missed, missed", "waits, missed", "missed, waits"}, expect = ACCEPTABLE,
            desc = "They missed each other, and one of them knows it, and tries again.")
    @Outcome(expect = FORBIDDEN, desc = "Both sleep, or one of them met nobody.")
    @State
    public static class OfferAgainstAnnounce extends Announcing {
        public OfferAgainstAnnounce() {
            super(null);
        }

        @Actor
        public void send() {
            offerOrBegin();
        }

        @Actor
        public void receive() {
            begin();
        }

        @Arbiter
        public void end(LL_Result r) {
            finish(r);
        }
    }

    /** The same in the slot that all others share, which is made meanwhile. */
    @JCStressTest
    @JCStressMeta(OfferAgainstAnnounce.class)
    @State
    public static class OfferSharedAgainstAnnounce extends Announcing {
        public OfferSharedAgainstAnnounce() {
            super(ALIVE);
        }

        @Actor
        public void send() {
            offerOrBegin();
        }

        @Actor
        public void receive() {
            begin();
        }

        @Arbiter
        public void end(LL_Result r) {
            finish(r);
        }
    }

    /** The end, while another sender waits: who offers, and is told of it, sees nobody met after that. */
    @JCStressTest
    @Outcome(id = "nobody", expect = ACCEPTABLE, desc = "It does not know yet.")
    @Outcome(id = "end end", expect = ACCEPTABLE, desc = "It was told, and so is everybody.")
    @Outcome(expect = FORBIDDEN, desc = "It was told, and somebody was met after that.")
    @State
    public static class OfferAgainstClose extends Rendezvous {
        @Actor
        public void offer(L_Result r) {
            Object result = offer();
            r.r1 = result.equals("end") ? "end " + poll() : result;
        }

        @Actor
        public void waitAndClose() {
            for (int i = 0; i < 20; i++) {
                MeetingWaiter.of(engine, sender, "w").announce();
            }
            engine.close();
        }
    }

    /** The same in the slot that all others share, which may not be there yet at the end. */
    @JCStressTest
    @JCStressMeta(OfferAgainstClose.class)
    @State
    public static class OfferSharedAgainstClose extends Rendezvous {
        public OfferSharedAgainstClose() {
            super(ALIVE);
        }

        @Actor
        public void offer(L_Result r) {
            Object result = offer();
            r.r1 = result.equals("end") ? "end " + poll() : result;
        }

        @Actor
        public void waitAndClose() {
            for (int i = 0; i < 20; i++) {
                MeetingWaiter.of(engine, sender, "w").announce();
            }
            engine.close();
        }
    }

    /** A receive against the end. */
    @JCStressTest
    @Outcome(id = {"taken, m", "end, nothing", "nobody, nothing"}, expect = ACCEPTABLE, desc = "Both or neither.")
    @Outcome(expect = FORBIDDEN, desc = "One of them met nobody.")
    @State
    public static class TakeAgainstClose extends Rendezvous {
        @Actor
        public void offer(LL_Result r) {
            r.r1 = offer();
        }

        @Actor
        public void receiveAndClose(LL_Result r) {
            r.r2 = pollForAWhile();
            engine.close();
        }
    }

    /** The same in the slot that all others share. */
    @JCStressTest
    @JCStressMeta(TakeAgainstClose.class)
    @State
    public static class TakeSharedAgainstClose extends Rendezvous {
        public TakeSharedAgainstClose() {
            super(ALIVE);
        }

        @Actor
        public void offer(LL_Result r) {
            r.r1 = offer();
        }

        @Actor
        public void receiveAndClose(LL_Result r) {
            r.r2 = pollForAWhile();
            engine.close();
        }
    }
}
