package dev.leat.examples;

import dev.leat.channels.Channels;

/**
 * One message from one thread to another: the smallest use of a channel. The main thread waits until it is there.
 *
 * <p>Prints {@code Got: hi}.
 */
public final class OneMessage {
    private OneMessage() {
    }

    public static void main(String[] args) throws InterruptedException {
        var channel = Channels.<String>unbounded();

        new Thread(() -> {
            try (var sender = channel.sender()) {
                sender.send("hi");
            }
        }).start();

        try (var receiver = channel.receiver()) {
            System.out.println("Got: " + receiver.receive());
        }
    }
}
