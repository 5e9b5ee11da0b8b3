package dev.leat.channels.jcstress;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.UnboundedSender;
import java.util.concurrent.ThreadLocalRandom;

/** An empty unbounded channel. */
abstract class ChannelState extends Operations {
    /*
     * The engine keeps messages in linked segments, the first of 8 cells, and a race at the edge of a segment takes other
     * paths than one in its middle. So the channel is not new: a random number of messages has passed, which puts the race
     * anywhere between the first cell of a segment and the first of the next one.
     */
    static final int PASSED = 9;

    final UnboundedSender<Integer> sender;
    final Receiver<Integer> receiver;

    ChannelState() {
        var channel = Channels.<Integer>unbounded();
        sender = channel.sender();
        receiver = channel.receiver();
        for (int n = ThreadLocalRandom.current().nextInt(PASSED); n > 0; n--) {
            sender.send(0);
            receiver.tryReceive();
        }
    }

    /** Answers "sent", "disconnected" (all receivers are closed) or "closed" (the sender is). */
    static Object send(UnboundedSender<Integer> sender, int message) {
        return sent(() -> {
            sender.send(message);
            return "sent";
        });
    }

    /** Closes the first handles; every test must close all handles, or the library reports them as forgotten. */
    final void close() {
        sender.close();
        receiver.close();
    }
}
