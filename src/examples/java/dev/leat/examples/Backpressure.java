package dev.leat.examples;

import dev.leat.channels.Channels;
import java.util.concurrent.CountDownLatch;

/**
 * A producer that is faster than its consumer, held back by a channel that has room for one message: it is never more
 * than the room, and the message in its hand, ahead.
 *
 * <p>Prints each message as it is sent and as it is received, and when there is no room for one.
 */
public final class Backpressure {
    private static final int MESSAGES = 5;
    private static final long WORK_MILLIS = 50;

    private Backpressure() {
    }

    public static void main(String[] args) throws InterruptedException {
        var channel = Channels.<Integer>bounded(1);
        var started = new CountDownLatch(1);
        var producer = new Thread(() -> {
            try (var sender = channel.sender()) {
                for (int i = 1; i <= MESSAGES; i++) {
                    if (!sender.trySend(i)) {
                        System.out.println("no room for " + i);
                        sender.send(i); // waits until there is
                    }
                    System.out.println("sent " + i);
                    started.countDown();
                }
            } catch (InterruptedException e) {
                System.out.println("interrupted: the rest is not sent");
            }
        });
        producer.start();
        started.await();
        try (var receiver = channel.receiver()) {
            for (int message : receiver) {
                System.out.println("received " + message);
                Thread.sleep(WORK_MILLIS);
            }
        }
        producer.join();
    }
}
