package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.UnboundedSender;

/**
 * Two producers that die half-way. The first one has its sender in a try-with-resources statement, so the receiver's
 * loop ends instead of waiting for ever. The second one also says why, and the loop throws instead of ending quietly.
 *
 * <p>Prints {@code Got: 3}, {@code Got: 2}, {@code The loop is over}, {@code Got: 3}, {@code Got: 2},
 * {@code Cut short: launch aborted}, and the stack trace of the first thread to the error stream.
 */
public final class DyingProducer {
    private DyingProducer() {
    }

    public static void main(String[] args) throws InterruptedException {
        var unexplained = Channels.<Integer>unbounded();
        var first = new Thread(() -> {
            try (var sender = unexplained.sender()) {
                countDown(sender);
            }
        });
        first.start();
        printAll(unexplained.receiver());
        first.join();

        var explained = Channels.<Integer>unbounded();
        var second = new Thread(() -> {
            try (var sender = explained.sender()) {
                try {
                    countDown(sender);
                } catch (RuntimeException e) {
                    sender.closeExceptionally(e);
                }
            }
        });
        second.start();
        printAll(explained.receiver());
        second.join();
    }

    private static void countDown(UnboundedSender<Integer> sender) {
        sender.send(3);
        sender.send(2);
        throw new IllegalStateException("launch aborted");
    }

    private static void printAll(Receiver<Integer> receiver) {
        try (receiver) {
            for (int number : receiver) {
                System.out.println("Got: " + number);
            }
            System.out.println("The loop is over");
        } catch (DisconnectedException e) {
            System.out.println("Cut short: " + e.getCause().getMessage());
        }
    }
}
