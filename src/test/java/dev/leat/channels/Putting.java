package dev.leat.channels;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** All the ways to put a message into a channel. */
enum Putting {
    SEND(true) {
        @Override
        <T> boolean into(Sender<T> sender, T message) throws InterruptedException {
            sender.send(message);
            return true;
        }
    },
    TRY_FOR_AN_HOUR(true) {
        @Override
        <T> boolean into(Sender<T> sender, T message) throws InterruptedException {
            return sender.trySend(message, Duration.ofHours(1));
        }
    },
    TRY_FOR_EVER(true) {
        @Override
        <T> boolean into(Sender<T> sender, T message) throws InterruptedException {
            return sender.trySend(message, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        }
    },
    TRY(false) {
        @Override
        <T> boolean into(Sender<T> sender, T message) {
            return sender.trySend(message);
        }
    },
    TRY_FOR_NO_TIME(false) {
        @Override
        <T> boolean into(Sender<T> sender, T message) throws InterruptedException {
            return sender.trySend(message, Duration.ZERO);
        }
    },
    TRY_FOR_LESS_THAN_NO_TIME(false) {
        @Override
        <T> boolean into(Sender<T> sender, T message) throws InterruptedException {
            return sender.trySend(message, Duration.ofSeconds(Long.MIN_VALUE));
        }
    };

    private final boolean waits;

    Putting(boolean waits) {
        this.waits = waits;
    }

    /** The ways that wait for room. */
    static Stream<Putting> waiting() {
        return Arrays.stream(values()).filter(putting -> putting.waits);
    }

    /** The ways that do not wait for room. */
    static Stream<Putting> attempting() {
        return Arrays.stream(values()).filter(putting -> !putting.waits);
    }

    /** Returns whether the message was sent. */
    abstract <T> boolean into(Sender<T> sender, T message) throws InterruptedException;
}
