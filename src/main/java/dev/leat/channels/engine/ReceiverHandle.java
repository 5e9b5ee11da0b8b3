package dev.leat.channels.engine;

import dev.leat.channels.Receiver;
import dev.leat.channels.UncheckedInterruptedException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A receiver, of whatever flavour of channel.
 *
 * @param <T> the type of the messages
 */
public final class ReceiverHandle<T> extends Handle implements Receiver<T> {
    ReceiverHandle(Engine engine) {
        super(engine, Side.RECEIVER);
    }

    @Override
    public T receive() throws InterruptedException {
        checkOpen();
        Object content = engine.poll();
        if (content == null) {
            content = Blocking.await(engine, lease, null, Deadline.NEVER);
        }
        Reference.reachabilityFence(this);
        return messageOrThrow(content);
    }

    @Override
    public T tryReceive() {
        checkOpen();
        Object content = engine.poll();
        Reference.reachabilityFence(this);
        return messageOrThrow(content);
    }

    @Override
    public T tryReceive(Duration timeout) throws InterruptedException {
        Objects.requireNonNull(timeout, "timeout");
        checkOpen();
        Object content = engine.poll();
        if (content == null && !Deadline.isOneAttempt(timeout)) {
            content = Blocking.await(engine, lease, null, Deadline.after(timeout));
        }
        Reference.reachabilityFence(this);
        return messageOrThrow(content);
    }

    @SuppressWarnings("unchecked") // only values of type T are sent
    private T messageOrThrow(Object content) {
        if (content == Blocking.CLOSED) {
            throw closedException();
        }
        if (content == Engine.ENDED) {
            checkOpen(); // the channel may have ended because another thread closed this handle meanwhile
            throw engine.disconnected(Side.SENDER);
        }
        return (T) content;
    }

    /**
     * Receives for a loop.
     *
     * @param waits whether to wait for a message
     * @return a message, or null if the loop is over
     */
    @SuppressWarnings("unchecked") // as above
    T next(boolean waits) {
        Object content = Blocking.CLOSED;
        if (lease.isOpen()) {
            content = engine.poll();
            if (content == null && waits) {
                try {
                    content = Blocking.await(engine, lease, null, Deadline.NEVER);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new UncheckedInterruptedException(e);
                }
            }
        }
        Reference.reachabilityFence(this);
        if (content == Blocking.CLOSED) {
            return null;
        }
        if (content == Engine.ENDED) {
            if (lease.isOpen() && engine.cause() != null) {
                throw engine.disconnected(Side.SENDER);
            }
            return null;
        }
        return (T) content;
    }

    @Override
    public int drainTo(Collection<? super T> sink) {
        Objects.requireNonNull(sink, "sink");
        checkOpen();
        return drain(sink, Math.max(1, engine.ready())); // 1: to hear of the end
    }

    @Override
    public int drainTo(Collection<? super T> sink, int max) {
        checkBatch(sink, max);
        return max == 0 ? 0 : drain(sink, max);
    }

    @Override
    public int receiveMany(Collection<? super T> sink, int max) throws InterruptedException {
        checkBatch(sink, max);
        if (max == 0) {
            return 0;
        }
        sink.add(receive());
        return 1 + takeUpTo(max - 1, sink);
    }

    private static void checkBatch(Collection<?> sink, int max) {
        Objects.requireNonNull(sink, "sink");
        if (max < 0) {
            throw new IllegalArgumentException("max is negative: " + max);
        }
    }

    private int drain(Collection<? super T> sink, int max) {
        T first = tryReceive();
        if (first == null) {
            return 0;
        }
        sink.add(first);
        return 1 + takeUpTo(max - 1, sink);
    }

    /** One message at a time: a copy of many is slower on few processors, and loses them all if the sink throws. */
    private int takeUpTo(int max, Collection<? super T> sink) {
        int taken = 0;
        for (; taken < max && lease.isOpen(); taken++) {
            Object content = engine.poll();
            if (content == null || content == Engine.ENDED) {
                break;
            }
            sink.add(messageOrThrow(content));
        }
        Reference.reachabilityFence(this);
        return taken;
    }

    @Override
    public Iterator<T> iterator() {
        return new ReceivingIterator<>(this, true);
    }

    @Override
    public Spliterator<T> spliterator() {
        return new ReceivingSpliterator<>(new ReceivingIterator<>(this, true));
    }

    @Override
    public Iterable<T> available() {
        return new Iterable<>() {
            @Override
            public Iterator<T> iterator() {
                return new ReceivingIterator<>(ReceiverHandle.this, false);
            }

            @Override
            public Spliterator<T> spliterator() {
                return new ReceivingSpliterator<>(new ReceivingIterator<>(ReceiverHandle.this, false));
            }
        };
    }

    @Override
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    public Receiver<T> duplicate() {
        var copy = new ReceiverHandle<T>(engine);
        copy.openFrom(this);
        Reference.reachabilityFence(this);
        return copy;
    }

    /** Makes one more handle for the library's own use. */
    ReceiverHandle<T> ownCopy() {
        var copy = new ReceiverHandle<T>(engine);
        copy.lease.quiet = true;
        copy.openFrom(this);
        Reference.reachabilityFence(this);
        return copy;
    }

    @Override
    public boolean isDisconnected() {
        return engine.isGone(Side.SENDER);
    }

    @Override
    public boolean sameChannel(Receiver<?> other) {
        return super.sameChannel(other);
    }
}
