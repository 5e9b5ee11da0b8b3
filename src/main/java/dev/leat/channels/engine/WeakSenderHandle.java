package dev.leat.channels.engine;

import dev.leat.channels.Sender;
import dev.leat.channels.WeakSender;
import java.util.Optional;

/**
 * A weak sender, of whatever flavour of channel. It knows the channel, and the channel knows no handles.
 *
 * @param <T> the type of the messages
 */
public final class WeakSenderHandle<T> implements WeakSender<T> {
    private final Engine engine;

    WeakSenderHandle(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<Sender<T>> upgrade() {
        if (engine.count(Side.SENDER) > 0) {
            return engine.isBounded()
                    ? opened(new BoundedSenderHandle<T>(engine))
                    : opened(new UnboundedSenderHandle<T>(engine));
        }
        return none();
    }

    private <S extends SenderHandle<T> & Sender<T>> Optional<Sender<T>> opened(S sender) {
        return sender.open() ? Optional.of(sender) : none();
    }

    private Optional<Sender<T>> none() {
        engine.close(); // as who closed the last sender is about to do: who is told of that sees the end
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "weak sender of " + engine;
    }
}
