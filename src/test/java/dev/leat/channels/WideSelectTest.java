package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.engine.Inside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selects over thousands of clauses. */
@Timeout(60)
class WideSelectTest {
    private static final int CLAUSES = 4_096;
    /** From here on there is a channel of each kind for each side. */
    private static final int LAST = CLAUSES - 2 * Kind.values().length;

    private final List<Channel<Integer>> channels = new ArrayList<>();
    private final List<Clause<Integer>> clauses = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        for (int i = 0; i < CLAUSES; i++) {
            int index = i;
            Channel<Integer> channel = Kind.values()[i / 2 % Kind.values().length].make();
            channels.add(channel);
            if (sends(i)) {
                PairContract.fill(channel);
                clauses.add(Select.send(channel.sender(), i, () -> index));
            } else {
                clauses.add(Select.receive(channel.receiver(), message -> message));
            }
        }
    }

    @AfterEach
    void close() {
        for (Channel<?> channel : channels) {
            channel.sender().close();
            channel.receiver().close();
        }
    }

    /** The others receive: who sends to an unbounded channel never waits. */
    private boolean sends(int i) {
        return i % 2 == 1 && channels.get(i).sender().capacity() < Integer.MAX_VALUE;
    }

    private Object end(int i) {
        return sends(i) ? channels.get(i).sender() : channels.get(i).receiver();
    }

    /** Lets one who waits at a clause's channel go on. A full one is full again then. */
    private void serve(int i) throws Exception {
        if (sends(i)) {
            channels.get(i).receiver().receive();
        } else {
            channels.get(i).sender().send(i);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWaitsIsWokenThroughEachOfTheLast(boolean inOrder) throws Exception {
        Selection<Integer> select = inOrder ? Select.ofInOrder(clauses) : Select.of(clauses);
        for (int i = LAST; i < CLAUSES; i++) {
            Task<Integer> selecting = Task.start(select::select).awaitBlocked();
            assertWaitsEverywhere();
            serve(i);
            assertEquals(i, selecting.get());
            assertNothingLeft();
        }
    }

    @Test
    void whoseTimeRunsOutLeavesNothing() throws Exception {
        Selection<Integer> select = Select.of(clauses);
        for (int i = 0; i < 10; i++) {
            assertNull(select.trySelect(Duration.ofMillis(i)));
            assertNothingLeft();
        }
        assertNull(select.trySelect());
        assertOthersAreServed();
    }

    @Test
    void whoIsInterruptedLeavesNothing() throws Exception {
        Task<Integer> selecting = Task.start(() -> Select.<Integer>select(clauses)).awaitBlocked();
        selecting.interrupt();
        assertThrows(InterruptedException.class, selecting::get);
        assertNothingLeft();
        assertOthersAreServed();
    }

    private void assertWaitsEverywhere() {
        for (int i = 0; i < CLAUSES; i++) {
            Channel<Integer> channel = channels.get(i);
            assertFalse(Inside.isLeft(end(i)), () -> "nobody waits in " + channel);
        }
    }

    private void assertNothingLeft() {
        for (int i = 0; i < CLAUSES; i++) {
            Channel<Integer> channel = channels.get(i);
            assertTrue(Inside.isLeft(end(i)), () -> "somebody is left in " + channel);
            assertEquals(sends(i) ? channel.sender().capacity() : 0, channel.sender().size());
        }
    }

    private void assertOthersAreServed() throws Exception {
        for (int i = LAST; i < CLAUSES; i++) {
            Channel<Integer> channel = channels.get(i);
            Integer message = i;
            Task<?> other = Task.start(() -> {
                if (sends(message)) {
                    channel.sender().send(message);
                    return message;
                }
                return channel.receiver().receive();
            }).awaitBlocked();
            serve(i);
            assertEquals(message, other.get());
        }
    }

    /** As many places in one line. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allClausesAtOneRendezvous(boolean bothSides) throws Exception {
        Channel<Integer> meeting = Channels.rendezvous();
        channels.add(meeting);
        List<Clause<Integer>> all = new ArrayList<>();
        for (int i = 0; i < CLAUSES; i++) {
            all.add(bothSides && i % 2 == 1 ? Select.send(meeting.sender(), i, () -> -1)
                    : Select.receive(meeting.receiver(), message -> message));
        }
        Selection<Integer> select = Select.of(all);
        for (int i = 0; i < 3; i++) {
            Task<Integer> selecting = Task.start(select::select).awaitBlocked();
            meeting.sender().send(i);
            assertEquals(i, selecting.get());
            assertNull(select.trySelect(Duration.ofMillis(1)));
            assertTrue(Inside.isLeft(meeting.receiver()));
        }
        Task<Integer> selecting = Task.start(select::select).awaitBlocked();
        selecting.interrupt();
        assertThrows(InterruptedException.class, selecting::get);
        assertTrue(Inside.isLeft(meeting.receiver()));
    }

    /** If each clause walked past all others, once in each run, these would take minutes. */
    @Test
    void theTimeDoesNotGrowAsTheSquareOfTheClauses() throws Exception {
        Channel<Integer> meeting = Channels.rendezvous();
        channels.add(meeting);
        Selection<Integer> select = Select.of(
                Collections.nCopies(16_384, Select.<Integer, Integer>receive(meeting.receiver(), message -> message)));
        for (int i = 0; i < 300; i++) {
            assertNull(select.trySelect(Duration.ofNanos(1)));
        }
    }
}
