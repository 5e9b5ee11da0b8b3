package dev.leat.channels.jmh;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The channel that one writes when in need of one: a lock, two conditions, and an end. What every other must beat. */
final class NaiveChannel implements Link {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Queue<Message> queue = new ArrayDeque<>();
    private int outlets;

    NaiveChannel(int capacity) {
        this.capacity = capacity;
    }

    static Peer peer(int capacity) {
        return new NaivePeer(capacity);
    }

    @Override
    public Outlet outlet() {
        lock.lock();
        try {
            outlets++;
        } finally {
            lock.unlock();
        }
        return new NaiveOutlet(this);
    }

    @Override
    public Inlet inlet() {
        return new NaiveInlet(this);
    }

    @Override
    public Object channel() {
        return this;
    }

    private void send(Message message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.size() >= capacity) {
                notFull.await();
            }
            queue.add(message);
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    private void closeOutlet() {
        lock.lock();
        try {
            outlets--;
            if (outlets == 0) {
                notEmpty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns null at the end. */
    private Message receive() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && outlets > 0) {
                notEmpty.await();
            }
            Message message = queue.poll();
            notFull.signal();
            return message;
        } finally {
            lock.unlock();
        }
    }

    private record NaivePeer(int capacity) implements Peer {
        @Override
        public Link open() {
            return new NaiveChannel(capacity);
        }

        @Override
        public Object createAndClose() {
            var channel = new NaiveChannel(capacity);
            channel.outlet().close();
            return channel;
        }
    }

    private record NaiveOutlet(NaiveChannel channel) implements Outlet {
        @Override
        public void send(Message message) throws InterruptedException {
            channel.send(message);
        }

        @Override
        public void close() {
            channel.closeOutlet();
        }
    }

    private record NaiveInlet(NaiveChannel channel) implements Inlet {
        @Override
        public Message receive() throws InterruptedException {
            return channel.receive();
        }

        @Override
        public long receiveAll() throws InterruptedException {
            long sum = 0;
            for (Message message = channel.receive(); message != null; message = channel.receive()) {
                sum += message.number;
            }
            return sum;
        }

        @Override
        public void close() {
            // nobody counts the receivers
        }
    }
}
