package dev.leat.channels.engine;

import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;

/** What a stream takes from a receiver, waiting or not. */
final class ReceivingSpliterator<T> extends AbstractSpliterator<T> {
    private final ReceiverHandle<T> receiver;
    private final boolean waits;

    ReceivingSpliterator(ReceiverHandle<T> receiver, boolean waits) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.receiver = receiver;
        this.waits = waits;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        T message = receiver.next(waits);
        if (message == null) {
            return false;
        }
        action.accept(message);
        return true;
    }

    @Override
    public Spliterator<T> trySplit() {
        return null; // would have to take messages before anybody asks for them
    }
}
