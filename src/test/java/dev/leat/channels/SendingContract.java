package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** First in, first out, exactly once. */
abstract class SendingContract extends ChannelContract {
    @Test
    void messagesAreReceivedInTheOrderOfTheirSends() throws Exception {
        Channel<Integer> channel = open();
        Task<Void> sending = start(() -> {
            for (int i = 0; i < 2_000; i++) {
                channel.sender().send(i);
            }
            return null;
        });
        for (int i = 0; i < 2_000; i++) {
            assertEquals(i, channel.receiver().receive());
        }
        sending.get();
        assertNull(channel.receiver().tryReceive());
    }

    @Test
    void messagesQueueUpInOrder() throws Exception {
        assumeRoom(10_000);
        Channel<Integer> channel = open();
        for (int i = 0; i < 10_000; i++) {
            channel.sender().send(i);
        }
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i, channel.receiver().tryReceive());
        }
        assertNull(channel.receiver().tryReceive());
    }

    @Test
    void aQueueThatGrowsAndShrinksKeepsItsOrder() throws Exception {
        assumeRoom(1_000);
        Channel<Integer> channel = open();
        int sent = 0;
        int received = 0;
        for (int step = 1; step < 1_000; step += 7) {
            while (sent < received + step) {
                channel.sender().send(sent++);
            }
            for (int i = 0; i < step / 2; i++) {
                assertEquals(received++, channel.receiver().tryReceive());
            }
        }
        while (received < sent) {
            assertEquals(received++, channel.receiver().tryReceive());
        }
    }

    @Test
    void sendersShareOneQueue() throws Exception {
        assumeRoom(3);
        Channel<Integer> channel = open();
        Sender<Integer> second = closing(channel.sender().duplicate());
        channel.sender().send(1);
        second.send(2);
        channel.sender().send(3);
        assertEquals(1, channel.receiver().receive());
        assertEquals(2, channel.receiver().receive());
        assertEquals(3, channel.receiver().receive());
    }

    @Test
    void receiversShareOneQueue() throws Exception {
        Channel<Integer> channel = having(1, 2, 3);
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        assertEquals(1, channel.receiver().receive());
        assertEquals(2, second.receive());
        assertEquals(3, channel.receiver().receive());
        assertNull(second.tryReceive());
    }

    @Test
    void oneObjectMayBeSentAgainAndAgain() throws Exception {
        Object message = new Object();
        Channel<Object> channel = having(message, message);
        assertSame(message, channel.receiver().receive());
        bring(channel, message);
        assertSame(message, channel.receiver().receive());
        assertSame(message, channel.receiver().receive());
        assertNull(channel.receiver().tryReceive());
    }

    @Test
    void attemptsToSendSucceedWhileThereIsRoom() throws Exception {
        assumeRoom(4);
        Channel<Integer> channel = open();
        assertTrue(channel.sender().trySend(1));
        assertTrue(channel.sender().trySend(2, Duration.ofSeconds(Long.MAX_VALUE)));
        assertTrue(channel.sender().trySend(3, Duration.ZERO));
        assertTrue(channel.sender().trySend(4, Duration.ofSeconds(Long.MIN_VALUE)));
        for (int i = 1; i <= 4; i++) {
            assertEquals(i, channel.receiver().receive());
        }
    }

    @Test
    void oneHandleServesManyThreads() throws Exception {
        Channel<Integer> channel = open();
        Task<Void> first = sending(channel.sender(), 1, 2);
        Task<Void> second = sending(channel.sender(), 10, 20);
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += start(channel.receiver()::receive).get();
        }
        assertEquals(33, sum);
        first.get();
        second.get();
    }
}
