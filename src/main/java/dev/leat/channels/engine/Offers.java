package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/** What senders of a rendezvous offer who do not wait yet: see {@link RendezvousEngine}. */
final class Offers {
    /*
     * The idea
     *
     * A sender that has put its message into a slot must be able to tell, at each look, whether it is still there. So no other
     * one may put the same object there before it knows. There are two slots, each with its own way to see to that:
     *
     * - One thread OWNS the first slot, and nobody else puts anything there. (It is in one operation at a time: nothing between
     *   begin and end calls what is not the library's own.) The owner is the first thread that offers in this channel, as long
     *   as it lives, even if it sends no more: nobody can tell that it will not.
     * - Other threads set a word first, which says that somebody uses the second slot (SharedSlot). If that one is
     *   suspended meanwhile, the slot is out of use until it goes on, and the others have the line. The slot is made when it is
     *   needed.
     *
     * Receivers take from either by one CAS, and do not ask whose it is.
     *
     * Why it is right
     *
     * The owner changes by a CAS, and only if the thread before is not alive any more: then it is in no operation, nor will it
     * ever be. A thread that has seen that it is the owner is alive, so it still is when it puts its message there. The thread
     * is known weakly, since a channel is not to keep a thread, and what that refers to. (It does while others ask in each
     * cycle of the collector whether that thread lives, as senders do.) A thread that the collector takes away is parked, and
     * nobody parks between begin and end, nor yields: see WaitPolicy.OFFER. What was left in the slot by an owner that an
     * Error has stopped keeps others from offering there until it is taken.
     *
     * The end refuses what is offered in both slots, now and later. So that none is made after that, it puts one in place of
     * the second slot if there is none, in which nothing can be offered.
     *
     * An owner that offers time and again may be preferred to who offers in the second slot, for some spins; then that one
     * comes to the line, which is before both.
     *
     * Cost: an owner's offer takes one locked instruction to be seen, and one to be taken. To set a word before is one more,
     * on a line that only senders use; but the processor does not begin with the second before it has done with the first,
     * and all before that, so the offer is seen 20 to 40 ns later. Measured at 1:1 on JDK 25, 2 processors, where a line takes
     * 130 ns there and back, messages a us, four forks each in turn: all in the shared slot 4.1 (platform), 3.8 (virtual), with
     * a slot of the owner's own 4.7, 4.5; at 4:4 4.6 and 5.1, 4.3 and 4.8.
     *
     * Rejected, in the same place. An object for each offer, so that none is like another one: 1:1 4.1 and 2.5, 4:4 4.8 and
     * 2.7 (platform; a line more for each message). In bare loops, where a message takes two CASes, one of each side, 8.2 to
     * 9.0, and a word set before 6.9 to 7.2: a receiver that puts a mark first, and then says in whose slot it was, 4.9 to 6.1;
     * a number of the offer in a word beside the message, 5.6, and 6.4 if receivers leave the message there.
     *
     * Tests: OffersTest, RendezvousEngineTest, the jcstress project (OfferTest), the stress tests, ScaleTest.
     */

    /** Where nothing can be offered. */
    private static final SharedSlot NONE = new SharedSlot();

    static {
        NONE.refuse();
    }

    private final OfferSlot own = new OfferSlot();
    /** The thread; null before anybody has offered. Set by tests too. */
    volatile WeakReference<Thread> owner;
    private volatile SharedSlot shared;

    /** Puts a message into a slot. Returns that, to be told of the end of the offer, or null if there is none for it now. */
    OfferSlot begin(Object message) {
        OfferSlot slot = owns(Thread.currentThread()) ? own : shared();
        return slot.begin(message) ? slot : null;
    }

    /** Tells whether the first slot is this thread's, which it may become now. */
    private boolean owns(Thread self) {
        WeakReference<Thread> before = owner;
        if (before != null && before.refersTo(self)) {
            return true;
        }
        Thread other = before == null ? null : before.get();
        return (other == null || !other.isAlive()) && OWNER.compareAndSet(this, before, new WeakReference<>(self));
    }

    private SharedSlot shared() {
        SharedSlot slot = shared;
        return slot != null ? slot : sharedOr(new SharedSlot());
    }

    private SharedSlot sharedOr(SharedSlot one) {
        var before = (SharedSlot) SHARED.compareAndExchange(this, (SharedSlot) null, one);
        return before != null ? before : one;
    }

    boolean isEmpty() {
        SharedSlot others = shared;
        return !own.hasOffer() && (others == null || !others.hasOffer());
    }

    /** Takes a message that is offered. Returns null if there is none, or not any more. */
    Object take() {
        Object message = own.take();
        if (message != null) {
            return message;
        }
        SharedSlot others = shared;
        return others == null ? null : others.take();
    }

    /** Refuses what is offered now or later. */
    void refuse() {
        own.refuse();
        sharedOr(NONE).refuse();
    }

    private static final VarHandle OWNER = Fields.handle(MethodHandles.lookup(), "owner", WeakReference.class);
    private static final VarHandle SHARED = Fields.handle(MethodHandles.lookup(), "shared", SharedSlot.class);
}
