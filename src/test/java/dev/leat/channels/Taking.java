package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** All the ways to take one message from a receiver. */
enum Taking {
    RECEIVE(true, false) {
        @Override
        <T> T from(Receiver<T> receiver) throws InterruptedException {
            return receiver.receive();
        }
    },
    TRY_FOR_AN_HOUR(true, false) {
        @Override
        <T> T from(Receiver<T> receiver) throws InterruptedException {
            return receiver.tryReceive(Duration.ofHours(1));
        }
    },
    TRY_FOR_EVER(true, false) {
        @Override
        <T> T from(Receiver<T> receiver) throws InterruptedException {
            return receiver.tryReceive(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        }
    },
    RECEIVE_MANY(true, false) {
        @Override
        <T> T from(Receiver<T> receiver) throws InterruptedException {
            ArrayDeque<T> sink = new ArrayDeque<>();
            receiver.receiveMany(sink, 1);
            return sink.poll();
        }
    },
    FOR_EACH(true, true) {
        @Override
        <T> T from(Receiver<T> receiver) {
            for (T message : receiver) {
                return message;
            }
            return null;
        }
    },
    NEXT(true, true) {
        @Override
        <T> T from(Receiver<T> receiver) {
            try {
                return receiver.iterator().next();
            } catch (NoSuchElementException end) {
                return null;
            }
        }
    },
    STREAM(true, true) {
        @Override
        <T> T from(Receiver<T> receiver) {
            return receiver.stream().findFirst().orElse(null);
        }
    },
    TRY(false, false) {
        @Override
        <T> T from(Receiver<T> receiver) {
            return receiver.tryReceive();
        }
    },
    TRY_FOR_NO_TIME(false, false) {
        @Override
        <T> T from(Receiver<T> receiver) throws InterruptedException {
            return receiver.tryReceive(Duration.ZERO);
        }
    },
    TRY_FOR_LESS_THAN_NO_TIME(false, false) {
        @Override
        <T> T from(Receiver<T> receiver) throws InterruptedException {
            return receiver.tryReceive(Duration.ofSeconds(Long.MIN_VALUE));
        }
    },
    DRAIN(false, false) {
        /** Takes all there is, so at most one message may be there. */
        @Override
        <T> T from(Receiver<T> receiver) {
            ArrayDeque<T> sink = new ArrayDeque<>();
            receiver.drainTo(sink);
            return sink.poll();
        }
    },
    DRAIN_ONE(false, false) {
        @Override
        <T> T from(Receiver<T> receiver) {
            ArrayDeque<T> sink = new ArrayDeque<>();
            receiver.drainTo(sink, 1);
            return sink.poll();
        }
    },
    AVAILABLE(false, true) {
        @Override
        <T> T from(Receiver<T> receiver) {
            Iterator<T> pass = receiver.available().iterator();
            return pass.hasNext() ? pass.next() : null;
        }
    };

    private final boolean waits;
    private final boolean loops;

    Taking(boolean waits, boolean loops) {
        this.waits = waits;
        this.loops = loops;
    }

    /** The ways that wait for a message. */
    static Stream<Taking> waiting() {
        return Arrays.stream(values()).filter(taking -> taking.waits);
    }

    /** The ways that do not wait for a message. */
    static Stream<Taking> attempting() {
        return Arrays.stream(values()).filter(taking -> !taking.waits);
    }

    /** Takes a message; null if there is none now, or if a loop ended. */
    abstract <T> T from(Receiver<T> receiver) throws InterruptedException;

    /** Whether this is an iteration, which ends quietly and cannot throw an {@link InterruptedException}. */
    boolean loops() {
        return loops;
    }

    /** Checks that a call of this way to take meets the end: a loop quietly, the others with the exception. */
    void assertEnds(Class<? extends Exception> expected, Callable<?> call) throws Exception {
        if (loops) {
            assertNull(call.call());
        } else {
            assertNull(assertThrows(expected, call::call).getCause());
        }
    }
}
