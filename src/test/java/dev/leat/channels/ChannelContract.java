package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The common ground of the suites that every flavour of channel has to pass. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class ChannelContract implements Flavour {
    private final List<AutoCloseable> handles = new ArrayList<>();

    /** Opens a channel that stays reachable, and is closed, to the end of the test. */
    final <T> Channel<T> open() {
        Channel<T> channel = make();
        closing(channel.sender());
        closing(channel.receiver());
        return channel;
    }

    /** Opens a channel with messages queued; skips the test if this flavour has no room for them. */
    @SafeVarargs
    @SuppressWarnings("varargs") // are only passed on
    final <T> Channel<T> holding(T... messages) throws InterruptedException {
        assumeRoom(messages.length);
        return having(messages);
    }

    /**
     * Opens a channel from which these messages can be had, one after the other. Those that there is no room for are offered by
     * senders that wait: at a rendezvous each by one of its own, else all by the same one, since of two that are woken the second
     * may go first if the first one is suspended.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // are only looked at
    final <T> Channel<T> having(T... messages) throws InterruptedException {
        Channel<T> channel = open();
        int room = Math.min(capacity(), messages.length);
        List<T> others = Arrays.asList(messages).subList(room, messages.length);
        for (int i = 0; i < room; i++) {
            channel.sender().send(messages[i]);
        }
        if (capacity() == 0) {
            others.forEach(message -> offer(channel, List.of(message)));
        } else if (!others.isEmpty()) {
            offer(channel, others);
        }
        return channel;
    }

    /** As {@link #having}, for one who does not wait: skips the test if a sender would have to be woken first. */
    @SafeVarargs
    @SuppressWarnings("varargs") // are only passed on
    final <T> Channel<T> havingAtOnce(T... messages) throws InterruptedException {
        assumeTrue(capacity() == 0 || messages.length <= capacity(), "a sender that is woken takes its time");
        return having(messages);
    }

    /** Queues a message, or has a sender wait with it. */
    final <T> void bring(Channel<T> channel, T message) {
        if (!channel.sender().trySend(message)) {
            offer(channel, List.of(message));
        }
    }

    private <T> void offer(Channel<T> channel, List<T> messages) {
        Sender<T> own = channel.sender().duplicate();
        start(() -> {
            try (own) {
                for (T message : messages) {
                    own.send(message);
                }
            }
            return null;
        }).awaitBlocked();
    }

    final void assumeRoom(int messages) {
        assumeTrue(messages <= capacity(), "this flavour has too little room");
    }

    final <H extends AutoCloseable> H closing(H handle) {
        handles.add(handle);
        return handle;
    }

    final <V> Task<V> start(Callable<V> body) {
        return Task.start(threads(), body);
    }

    /** Starts a thread that sends, waiting for room where the flavour makes it wait. */
    @SafeVarargs
    final <T> Task<Void> sending(Sender<T> sender, T... messages) {
        return start(() -> {
            for (T message : messages) {
                sender.send(message);
            }
            return null;
        });
    }

    /** Calls with the interrupt status set, and checks that it is as expected afterwards. */
    static <V> V interrupted(boolean stillSet, Callable<V> body) throws Exception {
        Thread.currentThread().interrupt();
        try {
            return body.call();
        } finally {
            assertEquals(stillSet, Thread.interrupted(), "the interrupt status");
        }
    }

    @AfterEach
    void closeHandles() throws Exception {
        Thread.interrupted();
        for (AutoCloseable handle : handles) {
            handle.close();
        }
    }
}
