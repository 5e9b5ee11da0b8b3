package dev.leat.channels;

import dev.leat.channels.engine.WeakSenderHandle;
import java.util.Optional;

/**
 * A way back to the sending side of a channel that does not keep it open: it is not counted, needs no close, and
 * keeps no sender reachable. For those who may send but must not decide how long the channel lives: caches, registries,
 * timers, a receiver that sends to itself.
 *
 * <pre>{@code
 * weak.upgrade().ifPresent(sender -> {
 *     try (sender) {
 *         sender.trySend(event);
 *     }
 * });
 * }</pre>
 *
 * <p>Any number of threads may use it at the same time.
 *
 * @param <T> the type of the messages
 * @see Sender#weak()
 */
public sealed interface WeakSender<T> permits WeakSenderHandle {
    /**
     * Makes a counted sender, if there is an open one: whether it is the one that this was made from does not matter.
     * When the last sender is closed, the channel has ended for its receivers, and nobody can open it again.
     *
     * @return a new open sender, to be closed by the caller, which is an {@link UnboundedSender} if the channel is
     *         unbounded; or empty, and so for ever, if every sender is closed
     */
    Optional<Sender<T>> upgrade();
}
