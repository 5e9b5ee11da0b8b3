package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Interrupts are looked at only by what has to wait, and cost no message. */
abstract class InterruptContract extends ChannelContract {
    @ParameterizedTest
    @EnumSource
    void whatIsThereIsTaken(Taking taking) throws Exception {
        Channel<Integer> channel = holding(1);
        assertEquals(1, interrupted(true, () -> taking.from(channel.receiver())));
    }

    @Test
    void whatFitsIsSent() throws Exception {
        assumeRoom(3);
        Channel<Integer> channel = open();
        assertTrue(interrupted(true, () -> {
            channel.sender().send(1);
            return channel.sender().trySend(2) && channel.sender().trySend(3, Duration.ofHours(1));
        }));
        assertEquals(3, channel.receiver().size());
    }

    @ParameterizedTest
    @EnumSource
    void theEndIsTold(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        channel.sender().close();
        taking.assertEnds(DisconnectedException.class, () -> interrupted(true, () -> taking.from(channel.receiver())));
        channel.receiver().close();
        taking.assertEnds(IllegalStateException.class, () -> interrupted(true, () -> taking.from(channel.receiver())));
    }

    @Test
    void sendersAreRefused() {
        Channel<Integer> channel = open();
        channel.receiver().close();
        assertThrows(DisconnectedException.class, () -> interrupted(true, () -> {
            channel.sender().send(1);
            return null;
        }));
        channel.sender().close();
        assertThrows(IllegalStateException.class, () -> interrupted(true, () -> {
            channel.sender().send(1);
            return null;
        }));
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#attempting")
    void attemptsDoNotLook(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        assertNull(interrupted(true, () -> taking.from(channel.receiver())));
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void aWaitDoesNotBegin(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        assertInterrupted(taking, () -> interrupted(taking.loops(), () -> taking.from(channel.receiver())));
        assertNothingTaken(channel);
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void aWaitEnds(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Task<Boolean> waiting = start(() -> {
            assertInterrupted(taking, () -> taking.from(channel.receiver()));
            return Thread.currentThread().isInterrupted();
        }).awaitBlocked();
        waiting.interrupt();
        assertEquals(taking.loops(), waiting.get());
        assertNothingTaken(channel);
    }

    @ParameterizedTest
    @MethodSource("dev.leat.channels.Taking#waiting")
    void othersWaitOn(Taking taking) throws Exception {
        Channel<Integer> channel = open();
        Task<Integer> first = start(() -> taking.from(channel.receiver())).awaitBlocked();
        Task<Integer> second = start(() -> taking.from(channel.receiver())).awaitBlocked();
        Task<Integer> third = start(() -> taking.from(channel.receiver())).awaitBlocked();
        second.interrupt();
        assertInterrupted(taking, second::get);
        first.awaitBlocked();
        third.awaitBlocked();
        channel.sender().send(1);
        channel.sender().send(2);
        assertEquals(3, first.get() + third.get());
    }

    @Test
    void aMessageThatMeetsAnInterruptGoesToTheNext() throws Exception {
        for (int round = 0; round < 50; round++) {
            Channel<Integer> channel = open();
            Task<Integer> interrupted = start(channel.receiver()::receive).awaitBlocked();
            Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
            Task<Void> sending = sending(channel.sender(), 1);
            interrupted.interrupt();
            try {
                assertEquals(1, interrupted.get());
                channel.sender().send(2);
                assertEquals(2, waiting.get());
            } catch (InterruptedException lost) {
                assertEquals(1, waiting.get());
            }
            sending.get();
        }
    }

    @Test
    void anInterruptedIteratorGoesOn() throws Exception {
        Channel<Integer> channel = open();
        Iterator<Integer> iterator = channel.receiver().iterator();
        assertThrows(UncheckedInterruptedException.class, () -> interrupted(true, iterator::hasNext));
        assertThrows(UncheckedInterruptedException.class, () -> interrupted(true, iterator::next));
        Task<Void> sending = sending(channel.sender(), 1);
        assertTrue(iterator.hasNext());
        assertEquals(1, interrupted(true, iterator::next));
        sending.get();
    }

    private static void assertInterrupted(Taking taking, Executable call) {
        if (taking.loops()) {
            RuntimeException wrapped = assertThrows(UncheckedInterruptedException.class, call);
            assertInstanceOf(InterruptedException.class, wrapped.getCause());
        } else {
            assertThrows(InterruptedException.class, call);
        }
    }

    private void assertNothingTaken(Channel<Integer> channel) throws Exception {
        assertEquals(1, channel.sender().receiverCount());
        Task<Void> sending = sending(channel.sender(), 1);
        assertEquals(1, channel.receiver().receive());
        sending.get();
    }
}
