package dev.leat.channels.jmh;

import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Queues: blocking ones with put and take, others with offer and busy polling. */
record QueuePeer(Supplier<Queue<Message>> queues) implements Peer {
    @Override
    public Link open() {
        Queue<Message> queue = queues.get();
        return queue instanceof BlockingQueue<Message> blocking ? new BlockingLink(blocking) : new PolledLink(queue);
    }

    @Override
    public Object createAndClose() {
        return queues.get();
    }

    /** Queues know no end, so who closes the last outlet puts one mark for each inlet. */
    private abstract static class QueueLink implements Link {
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

        final void closeOutlet() throws InterruptedException {
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
        void put(Message message) throws InterruptedException {
            queue.put(message);
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

    private record QueueOutlet(QueueLink link) implements Link.Outlet {
        @Override
        public void send(Message message) throws InterruptedException {
            link.put(message);
        }

        @Override
        public void close() throws InterruptedException {
            link.closeOutlet();
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
