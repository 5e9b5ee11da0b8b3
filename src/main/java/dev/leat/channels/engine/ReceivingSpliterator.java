package dev.leat.channels.engine;

import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;

/** What a stream takes from a receiver: a loop that cannot be split. */
final class ReceivingSpliterator<T> extends AbstractSpliterator<T> {
    private final ReceivingIterator<T> loop;

    ReceivingSpliterator(ReceivingIterator<T> loop) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.loop = loop;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        Objects.requireNonNull(action, "action");
        boolean found = loop.hasNext();
        if (found) {
            action.accept(loop.next());
        }
        return found;
    }

    @Override
    public Spliterator<T> trySplit() {
        return null; // would have to take messages before anybody asks for them
    }
}
