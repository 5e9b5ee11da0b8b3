package dev.leat.channels.engine;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** A loop over a receiver, waiting or not. */
final class ReceivingIterator<T> implements Iterator<T> {
    private final ReceiverHandle<T> receiver;
    private final boolean waits;
    private T found;
    private boolean over;

    ReceivingIterator(ReceiverHandle<T> receiver, boolean waits) {
        this.receiver = receiver;
        this.waits = waits;
    }

    @Override
    public boolean hasNext() {
        if (found == null && !over) {
            found = receiver.next(waits);
            over = found == null;
        }
        return found != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("this loop is over");
        }
        T message = found;
        found = null;
        return message;
    }
}
