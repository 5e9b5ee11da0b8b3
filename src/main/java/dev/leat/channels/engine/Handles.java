package dev.leat.channels.engine;

import dev.leat.channels.BoundedChannel;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;
import dev.leat.channels.UnboundedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes the first handles of new channels. For the public package only. */
public final class Handles {
    private Handles() {
    }

    /**
     * Closes the sender of a producer with what that, or its executor, threw. If it was closed before, the receivers cannot be
     * told any more; then that is reported to the logger, unless they were told, or it is just that nobody received.
     *
     * @param sender  the sender
     * @param failure what was thrown
     */
    public static void fail(Sender<?> sender, Throwable failure) {
        var handle = (SenderHandle<?>) (Object) sender; // senders are sealed
        if (handle.close(failure) || handle.engine.isToldOf(failure)) {
            return;
        }
        // A producer that met the end of this channel with its sender closed that later. If somebody received until then, it is
        // the end of another channel, though nobody may receive now: they went when this one ended. (Or it met this end with a
        // duplicate, after it had closed its sender. That cannot be told, and is reported too.)
        boolean isOfThis = failure instanceof DisconnectedException && handle.lease.unheard;
        if (!isOfThis) {
            Reports.log(System.Logger.Level.ERROR,
                    () -> "a producer of " + handle.engine + ", or its executor, failed after its sender was closed", failure);
        }
    }

    /**
     * Makes an unbounded channel.
     *
     * @param <T>         the type of the messages
     * @param name        its name for people, or null
     * @param undelivered what to do with messages that were sent and will not be received, or null
     * @return its ends
     */
    public static <T> UnboundedChannel<T> unbounded(String name, Consumer<? super T> undelivered) {
        var engine = LinkedEngine.unbounded();
        engine.furnish(name, undelivered);
        var sender = new UnboundedSenderHandle<T>(engine);
        var receiver = new ReceiverHandle<T>(engine);
        var channel = new UnboundedChannel<>(sender, receiver);
        sender.openFirst();
        receiver.openFirst();
        return channel;
    }

    /**
     * Makes a timer that gives one message.
     *
     * @param delay when, from now
     * @return its receiver
     */
    public static Receiver<Instant> after(Duration delay) {
        return receiver(TimerEngine.after(delay));
    }

    /**
     * Makes a timer that gives a message at each period.
     *
     * @param period the time between two messages, more than zero
     * @return its receiver
     */
    public static Receiver<Instant> tick(Duration period) {
        return receiver(TimerEngine.tick(period));
    }

    /**
     * Makes a timer that gives nothing.
     *
     * @param <T> the type of the messages that do not come
     * @return its receiver
     */
    public static <T> Receiver<T> never() {
        return receiver(TimerEngine.never());
    }

    private static <T> Receiver<T> receiver(Engine engine) {
        var receiver = new ReceiverHandle<T>(engine);
        receiver.openFirst();
        return receiver;
    }

    /**
     * Makes one receiver out of several, which are closed by that.
     *
     * @param <T>     the type of the messages
     * @param sources the receivers
     * @return the receiver
     */
    public static <T> Receiver<T> merge(Receiver<?>[] sources) {
        var given = new ArrayList<ReceiverHandle<?>>();
        for (var source : sources) {
            given.add((ReceiverHandle<?>) Objects.requireNonNull(source, "source")); // receivers are sealed
        }
        return MergeEngine.merge(given);
    }

    /**
     * Makes a bounded channel.
     *
     * @param <T>         the type of the messages
     * @param capacity    how many messages it holds, 0 for a rendezvous channel
     * @param name        its name for people, or null
     * @param undelivered what to do with messages that were sent and will not be received, or null
     * @return its ends
     */
    public static <T> BoundedChannel<T> bounded(int capacity, String name, Consumer<? super T> undelivered) {
        return open(switch (capacity) {
            case 0 -> new RendezvousEngine();
            case 1 -> new SlotEngine();
            default -> LinkedEngine.bounded(capacity);
        }, name, undelivered);
    }

    /** Makes the first handles of a bounded channel. */
    static <T> BoundedChannel<T> open(Engine engine, String name, Consumer<? super T> undelivered) {
        engine.furnish(name, undelivered);
        var sender = new BoundedSenderHandle<T>(engine);
        var receiver = new ReceiverHandle<T>(engine);
        var channel = new BoundedChannel<>(sender, receiver);
        sender.openFirst();
        receiver.openFirst();
        return channel;
    }
}
