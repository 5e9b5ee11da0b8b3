package dev.leat.channels.jcstress;

import dev.leat.channels.Channels;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.UnboundedSender;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** An empty channel of numbers; and its operations, with what they came to as a value that a test can record. */
abstract class ChannelState {
    /*
     * The engine keeps messages in linked segments, the first of 8 cells, and a race at the edge of a segment takes other paths
     * than one in its middle. So the channel is not new: a random number of messages has passed, which puts the race
     * anywhere between the first cell of a segment and the first of the next one.
     */
    private static final int PASSED = 9;

    /** As long as a receiver polls before it parks, and some more: in nanoseconds. */
    private static final int DAWDLE = 40_000;

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
    static String send(UnboundedSender<Integer> sender, int message) {
        try {
            sender.send(message);
            return "sent";
        } catch (DisconnectedException e) {
            return "disconnected";
        } catch (IllegalStateException e) {
            return "closed";
        }
    }

    /** Answers the message, "nothing", "end" (all senders are closed) or "closed" (the receiver is). */
    static Object tryReceive(Receiver<Integer> receiver) {
        return answer(receiver::tryReceive);
    }

    /** Answers as {@link #tryReceive} does, never "nothing", but perhaps "interrupted" or "asleep". */
    static Object receive(Receiver<Integer> receiver) {
        return answer(() -> Watchdog.watch(receiver::receive));
    }

    /** Answers as {@link #receive} does, or "nothing" when the time is over. */
    static Object tryReceive(Receiver<Integer> receiver, Duration timeout) {
        return answer(() -> Watchdog.watch(() -> receiver.tryReceive(timeout)));
    }

    private static Object answer(Supplier<?> receive) {
        try {
            Object message = receive.get();
            return message == null ? "nothing" : message;
        } catch (DisconnectedException e) {
            return "end";
        } catch (IllegalStateException e) {
            return "closed";
        }
    }

    /** Answers what successive calls of {@link #tryReceive} do: all messages that are left, then what comes after them. */
    static String drain(Receiver<Integer> receiver) {
        var answers = new StringJoiner(" ");
        Object answer;
        do {
            answer = tryReceive(receiver);
            answers.add(answer.toString());
        } while (answer instanceof Integer);
        return answers.toString();
    }

    /**
     * Does nothing for a random while, half of the times for no time at all, so that what follows meets a receiver anywhere
     * between its first poll and its sleep.
     */
    static void dawdle() {
        int nanos = ThreadLocalRandom.current().nextInt(-DAWDLE, DAWDLE);
        for (long start = System.nanoTime(); System.nanoTime() - start < nanos; ) {
            Thread.onSpinWait();
        }
    }

    /** Closes the first handles; every test must close all handles, or the library reports them as forgotten. */
    final void close() {
        sender.close();
        receiver.close();
    }
}
