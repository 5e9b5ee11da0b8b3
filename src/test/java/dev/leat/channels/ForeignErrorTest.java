package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A caller's sink, handler or supplier that runs out of stack, or fails with another Error: it comes out, the message
 * it was given is the only one that is gone, and the channel works on for everybody else.
 */
class ForeignErrorTest {
    private static final Logger REPORTS = Logger.getLogger("dev.leat.channels");

    /** What goes wrong in the foreign code. */
    enum Trouble {
        STACK(StackOverflowError.class) {
            @Override
            void happen() {
                descend(0);
            }
        },
        HEAP(OutOfMemoryError.class) {
            @Override
            void happen() {
                throw new OutOfMemoryError("of a caller's own");
            }
        };

        final Class<? extends Error> type;

        Trouble(Class<? extends Error> type) {
            this.type = type;
        }

        abstract void happen();

        private static int descend(int depth) {
            return descend(depth + 1) + 1;
        }
    }

    private final Channel<Integer> channel = Channels.bounded(16);

    @BeforeEach
    void keepTheReportsOutOfTheLog() {
        REPORTS.setUseParentHandlers(false);
    }

    @AfterEach
    void close() {
        channel.sender().close();
        channel.receiver().close();
    }

    private void fill(int messages) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            channel.sender().send(i);
        }
    }

    /** Checks that these are there, and that one who waits for room and one who waits for a message are served. */
    private void assertWorksOn(Integer... queued) throws Exception {
        for (Integer message : queued) {
            assertEquals(message, channel.receiver().tryReceive());
        }
        assertNull(channel.receiver().tryReceive());
        Task<Integer> receiving = Task.start(channel.receiver()::receive).awaitBlocked();
        channel.sender().send(100);
        assertEquals(100, receiving.get());
        fill(16);
        Task<Void> sending = Task.<Void>start(() -> {
            channel.sender().send(16);
            return null;
        }).awaitBlocked();
        for (int i = 0; i < 17; i++) {
            assertEquals(i, channel.receiver().receive());
        }
        sending.get();
        assertTrue(channel.receiver().isEmpty());
    }

    private static List<Integer> failingSink(Trouble trouble) {
        return new AbstractList<>() {
            @Override
            public boolean add(Integer message) {
                if (message == 1) {
                    trouble.happen();
                }
                return true;
            }

            @Override
            public Integer get(int index) {
                throw new IndexOutOfBoundsException(index);
            }

            @Override
            public int size() {
                return 0;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void inASink(Trouble trouble) throws Exception {
        fill(4);
        assertThrows(trouble.type, () -> channel.receiver().drainTo(failingSink(trouble)));
        assertWorksOn(2, 3);
        fill(4);
        assertThrows(trouble.type, () -> channel.receiver().receiveMany(failingSink(trouble), 10));
        assertWorksOn(2, 3);
    }

    @ParameterizedTest
    @EnumSource
    void inALoop(Trouble trouble) throws Exception {
        fill(4);
        Consumer<Integer> failing = failingSink(trouble)::add;
        assertThrows(trouble.type, () -> channel.receiver().forEach(failing));
        assertWorksOn(2, 3);
        fill(4);
        assertThrows(trouble.type, () -> channel.receiver().stream().forEach(failing));
        assertWorksOn(2, 3);
    }

    @ParameterizedTest
    @EnumSource
    void inTheHandlerOfASelectThatReceives(Trouble trouble) throws Exception {
        Clause<Integer> failing = Select.receive(channel.receiver(), message -> {
            trouble.happen();
            return message;
        });
        fill(3);
        assertThrows(trouble.type, () -> Select.<Integer>select(failing));
        assertWorksOn(1, 2);
        Task<Integer> waiting = Task.start(() -> Select.<Integer>select(failing)).awaitBlocked();
        channel.sender().send(0);
        assertThrows(trouble.type, waiting::get);
        assertWorksOn();
    }

    @ParameterizedTest
    @EnumSource
    void inTheHandlerOfASelectThatSends(Trouble trouble) throws Exception {
        Clause<Integer> failing = Select.send(channel.sender(), 7, () -> {
            trouble.happen();
            return 0;
        });
        assertThrows(trouble.type, () -> Select.<Integer>select(failing));
        assertWorksOn(7);
    }

    /** Both sides of a meeting have seen it by the time at which a handler runs. */
    @ParameterizedTest
    @EnumSource
    void inTheHandlerOfOneWhoWasMet(Trouble trouble) throws Exception {
        Channel<Integer> meeting = Channels.rendezvous();
        Clause<Integer> failing = Select.receive(meeting.receiver(), message -> {
            trouble.happen();
            return message;
        });
        Task<Integer> waiting = Task.start(() -> Select.<Integer>select(failing)).awaitBlocked();
        meeting.sender().send(1);
        assertThrows(trouble.type, waiting::get);
        assertFalse(meeting.sender().trySend(2), "nobody waits there any more");
        Task<Integer> receiving = Task.start(meeting.receiver()::receive).awaitBlocked();
        meeting.sender().send(3);
        assertEquals(3, receiving.get());
        meeting.sender().close();
        meeting.receiver().close();
    }

    @ParameterizedTest
    @EnumSource
    void inTheHandlerOfATimeout(Trouble trouble) throws Exception {
        Clause<Integer> receive = Select.receive(channel.receiver(), message -> message);
        assertThrows(trouble.type, () -> Select.<Integer>select(receive, Select.timeout(Duration.ofNanos(1), () -> {
            trouble.happen();
            return 0;
        })));
        assertWorksOn();
    }

    @ParameterizedTest
    @EnumSource
    void inTheHandlerOfAnEnd(Trouble trouble) throws Exception {
        Channel<Integer> ended = Channels.unbounded();
        ended.sender().close();
        Clause<Integer> end = Select.<Integer, Integer>receive(ended.receiver(), message -> message).onDisconnect(e -> {
            trouble.happen();
            return 0;
        });
        Clause<Integer> receive = Select.receive(channel.receiver(), message -> message);
        assertThrows(trouble.type, () -> Select.<Integer>selectInOrder(end, receive));
        assertWorksOn();
        ended.receiver().close();
    }

    /** A close throws nothing, and each message that is left is handed out. */
    @ParameterizedTest
    @EnumSource
    void inTheHandlerOfLeftovers(Trouble trouble) throws Exception {
        List<Integer> left = new ArrayList<>();
        Channel<Integer> owing = Channels.<Integer>onUndelivered(message -> {
            left.add(message);
            trouble.happen();
        }).unbounded();
        for (int i = 0; i < 3; i++) {
            owing.sender().send(i);
        }
        owing.receiver().close();
        assertEquals(List.of(0, 1, 2), left);
        assertThrows(DisconnectedException.class, () -> owing.sender().send(3));
        owing.sender().close();
        assertEquals(3, left.size());
    }
}
