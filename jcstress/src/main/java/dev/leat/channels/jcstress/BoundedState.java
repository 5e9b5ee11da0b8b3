package dev.leat.channels.jcstress;

import dev.leat.channels.BoundedChannel;
import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;
import dev.leat.channels.engine.Linked;
import java.util.concurrent.ThreadLocalRandom;

/** A bounded channel, or a rendezvous, and what it holds at first: the numbers from 1. */
abstract class BoundedState extends Operations {
    final Sender<Integer> sender;
    final Receiver<Integer> receiver;

    BoundedState(int capacity, int messages) {
        var channel = channel(capacity);
        sender = channel.sender();
        receiver = channel.receiver();
        for (int message = 1; message <= messages; message++) {
            trySend(sender, message);
        }
    }

    /**
     * Makes an empty channel that is not new, for the reason told at {@link ChannelState}. With a capacity of 1 its engine is
     * the one for that capacity, or the one for larger ones, which has to do as it does.
     */
    static BoundedChannel<Integer> channel(int capacity) {
        boolean linked = capacity == 1 && ThreadLocalRandom.current().nextBoolean();
        var channel = linked ? Linked.bounded(1) : Channels.<Integer>bounded(capacity);
        for (int n = capacity == 0 ? 0 : ThreadLocalRandom.current().nextInt(ChannelState.PASSED); n > 0; n--) {
            channel.sender().trySend(0);
            channel.receiver().tryReceive();
        }
        return channel;
    }

    /** Closes the first handles; every test must close all handles, or the library reports them as forgotten. */
    final void close() {
        sender.close();
        receiver.close();
    }
}
