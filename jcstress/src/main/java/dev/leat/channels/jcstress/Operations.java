package dev.leat.channels.jcstress;

import dev.leat.channels.Channel;
import dev.leat.channels.Clause;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.Select;
import dev.leat.channels.Sender;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The operations of channels of numbers, with what they came to as a value that a test can record. */
abstract class Operations {
    /** As long as an operation polls before it parks, and some more: in nanoseconds. */
    private static final int DAWDLE = 40_000;

    /** About as long as an operation polls before it parks, so that a time is over while others still {@link #dawdle}. */
    static final Duration SHORT = Duration.ofNanos(20_000);

    private final AtomicInteger arrived = new AtomicInteger();

    /** Answers "sent", "disconnected" (all receivers are closed), "closed" (the sender is), "interrupted" or "asleep". */
    static Object send(Sender<Integer> sender, int message) {
        return sent(() -> Watchdog.watch(() -> {
            sender.send(message);
            return "sent";
        }));
    }

    /** Answers "sent", "full", "disconnected" or "closed". */
    static Object trySend(Sender<Integer> sender, int message) {
        return sent(() -> sender.trySend(message) ? "sent" : "full");
    }

    /** Answers as {@link #send(Sender, int)} does, or "full" when the time is over. */
    static Object trySend(Sender<Integer> sender, int message, Duration timeout) {
        return sent(() -> Watchdog.watch(() -> sender.trySend(message, timeout) ? "sent" : "full"));
    }

    static Object sent(Supplier<?> send) {
        try {
            return send.get();
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

    /**
     * Answers what the chosen clause gave, "end" (its channel has ended), "closed" (a handle is), "interrupted" or "asleep".
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // is only read
    static Object select(Clause<Object>... clauses) {
        return answer(() -> Watchdog.watch(() -> Select.select(clauses)));
    }

    /** A clause that gives the message. */
    static Clause<Object> receiving(Receiver<Integer> from) {
        return Select.receive(from, message -> message);
    }

    /** A clause that gives "sent". */
    static Clause<Object> sending(Sender<Integer> to, int message) {
        return Select.send(to, message, () -> "sent");
    }

    /** A clause that gives "nothing" after a {@linkplain #SHORT short} time. */
    static Clause<Object> giveUp() {
        return Select.timeout(SHORT, () -> "nothing");
    }

    static Object answer(Supplier<?> receive) {
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

    /** Closes the first handles of a channel that a test has beside its own. */
    static void closeBoth(Channel<?> channel) {
        channel.sender().close();
        channel.receiver().close();
    }

    /**
     * Does nothing for a random while, half of the times for no time at all, so that what follows meets another thread
     * anywhere between its first poll and its sleep.
     */
    static void dawdle() {
        int nanos = ThreadLocalRandom.current().nextInt(-DAWDLE, DAWDLE);
        for (long start = System.nanoTime(); System.nanoTime() - start < nanos; ) {
            Thread.onSpinWait();
        }
    }

    /** Dawdles for so long that who waits meanwhile may have given up its polls, or its {@linkplain #SHORT short} time. */
    static void dawdleLong() {
        dawdle();
        dawdle();
    }

    /**
     * Waits until so many threads have come here: the actors of a test, and the third thread. For operations that do not
     * wait for each other, or not for long: else one actor could be done with many channels before the other one begins.
     */
    final void together(int threads) {
        arrived.incrementAndGet();
        for (int poll = 0; arrived.get() < threads; poll++) {
            if (poll < 100) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
