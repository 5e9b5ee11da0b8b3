package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * What the scheduler of the threads allows where each message takes a turn of it: every sender meets a receiver of its own, and the
 * two do nothing but wake each other and park. As in a channel without capacity where nobody polls, one of the two sleeps at each
 * meeting, a receiver that is given its message or a sender whose message is taken.
 */
final class BareTurns implements Link {
    private final List<Pair> pairs = new ArrayList<>();
    private int outlets;
    private int inlets;

    @Override
    public Outlet outlet() {
        return pair(outlets++).outlet();
    }

    @Override
    public Inlet inlet() {
        return pair(inlets++).inlet();
    }

    private Pair pair(int i) {
        if (i == pairs.size()) {
            pairs.add(new Pair());
        }
        return pairs.get(i);
    }

    @Override
    public Object channel() {
        return this;
    }

    private static final class Pair extends QueuePeer.QueueLink {
        private static final AtomicReferenceFieldUpdater<Pair, Message> OFFERED =
                AtomicReferenceFieldUpdater.newUpdater(Pair.class, Message.class, "offered");
        private static final Message WANTED = new Message(0);

        /** A message whose sender waits, WANTED if the receiver waits, null if nobody does. */
        private volatile Message offered;
        private volatile Message given;
        private Thread sender;
        private Thread receiver;

        @Override
        public Object channel() {
            return this;
        }

        @Override
        void put(Message message) throws InterruptedException {
            sender = Thread.currentThread();
            if (OFFERED.compareAndSet(this, null, message)) {
                while (offered == message) {
                    park();
                }
            } else {
                Thread waiting = receiver;
                offered = null;
                given = message;
                LockSupport.unpark(waiting);
            }
        }

        @Override
        Message take() throws InterruptedException {
            receiver = Thread.currentThread();
            given = null;
            if (OFFERED.compareAndSet(this, null, WANTED)) {
                while (given == null) {
                    park();
                }
                return given;
            }
            Message taken = offered;
            Thread waiting = sender;
            offered = null;
            LockSupport.unpark(waiting);
            return taken;
        }

        private void park() throws InterruptedException {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
