package dev.leat.channels.jmh;

import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Queues of one kind, and how they are used. */
record QueuePeer<Q extends Queue<Message>>(Supplier<Q> queues, Function<Q, Link> use) implements Peer {
    /** With put and take. */
    static Peer blocking(Supplier<BlockingQueue<Message>> queues) {
        return new QueuePeer<>(queues, BlockingLink::new);
    }

    /** With transfer and take: who sends waits until the message is received. */
    static Peer transferring(Supplier<TransferQueue<Message>> queues) {
        return new QueuePeer<>(queues, TransferLink::new);
    }

    /** With offer and poll, tried again and again. */
    static Peer polled(Supplier<Queue<Message>> queues) {
        return new QueuePeer<>(queues, PolledLink::new);
    }

    /** One slot, polled without a break: the least that a meeting of one sender and one receiver can be. */
    static Peer slot() {
        return bare(SlotLink::new);
    }

    /** Pairs of threads that wake each other: the least that a meeting can be where nobody polls. */
    static Peer turns() {
        return bare(BareTurns::new);
    }

    private static Peer bare(Supplier<Link> links) {
        return new Peer() {
            @Override
            public Link open() {
                return links.get();
            }

            @Override
            public Object createAndClose() {
                return links.get();
            }
        };
    }

    @Override
    public Link open() {
        return use.apply(queues.get());
    }

    @Override
    public Object createAndClose() {
        return queues.get();
    }

    /** Queues know no end, so who ends the last outlet puts one mark for each inlet. */
    abstract static class QueueLink implements Link {
        private static final Message END = new Message(0);

        private final AtomicInteger outlets = new AtomicInteger();
        private int inlets;

        abstract void put(Message message) throws InterruptedException;

        abstract Message take() throws InterruptedException;

        @Override
        public final Outlet outlet() {
            outlets.incrementAndGet();
            return new QueueOutlet(this);
        }

        @Override
        public final Inlet inlet() {
            inlets++;
            return new QueueInlet(this);
        }

        final void endOutlet() throws InterruptedException {
            if (outlets.decrementAndGet() == 0) {
                for (int i = 0; i < inlets; i++) {
                    put(END);
                }
            }
        }
    }

    private static final class BlockingLink extends QueueLink {
        private final BlockingQueue<Message> queue;

        BlockingLink(BlockingQueue<Message> queue) {
            this.queue = queue;
        }

        @Override
        public Object channel() {
            return queue;
        }

        @Override
        void put(Message message) throws InterruptedException {
            queue.put(message);
        }

        @Override
        Message take() throws InterruptedException {
            return queue.take();
        }
    }

    private static final class TransferLink extends QueueLink {
        private final TransferQueue<Message> queue;

        TransferLink(TransferQueue<Message> queue) {
            this.queue = queue;
        }

        @Override
        public Object channel() {
            return queue;
        }

        @Override
        void put(Message message) throws InterruptedException {
            queue.transfer(message);
        }

        @Override
        Message take() throws InterruptedException {
            return queue.take();
        }
    }

    private static final class PolledLink extends QueueLink {
        private final Queue<Message> queue;

        PolledLink(Queue<Message> queue) {
            this.queue = queue;
        }

        @Override
        public Object channel() {
            return queue;
        }

        @Override
        void put(Message message) throws InterruptedException {
            for (int poll = 0; !queue.offer(message); poll++) {
                Pause.before(poll);
            }
        }

        @Override
        Message take() throws InterruptedException {
            Message message = queue.poll();
            for (int poll = 0; message == null; poll++) {
                Pause.before(poll);
                message = queue.poll();
            }
            return message;
        }
    }

    private static final class SlotLink extends QueueLink {
        private volatile Message slot;

        @Override
        public Object channel() {
            return this;
        }

        @Override
        void put(Message message) throws InterruptedException {
            slot = message;
            while (slot != null) {
                poll();
            }
        }

        @Override
        Message take() throws InterruptedException {
            Message message = slot;
            for (; message == null; message = slot) {
                poll();
            }
            slot = null;
            return message;
        }

        private static void poll() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.onSpinWait();
        }
    }

    private record QueueOutlet(QueueLink link) implements Link.Outlet {
        @Override
        public void send(Message message) throws InterruptedException {
            link.put(message);
        }

        @Override
        public void close() {
            // a queue has no senders to count
        }

        @Override
        public void end() throws InterruptedException {
            link.endOutlet();
        }
    }

    private record QueueInlet(QueueLink link) implements Link.Inlet {
        @Override
        public Message receive() throws InterruptedException {
            return link.take();
        }

        @Override
        public long receiveAll() throws InterruptedException {
            long sum = 0;
            for (Message message = link.take(); message != QueueLink.END; message = link.take()) {
                sum += message.number;
            }
            return sum;
        }

        @Override
        public void close() {
            // a queue has no receivers to count
        }
    }
}
