package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;

/**
 * What a send and a receive may meet: success, or a channel whose other side is gone. What was sent before the senders
 * closed is still received; the end comes after it.
 *
 * <p>Prints {@code Sent: tea}, {@code Got: tea}, {@code Nothing more will come}, {@code Not sent: coffee}.
 */
public final class HandlingErrors {
    private HandlingErrors() {
    }

    public static void main(String[] args) throws InterruptedException {
        var served = Channels.<String>unbounded();
        try (var sender = served.sender()) {
            send(sender, "tea");
        }
        try (var receiver = served.receiver()) {
            receive(receiver);
            receive(receiver);
        }

        var abandoned = Channels.<String>unbounded();
        abandoned.receiver().close();
        try (var sender = abandoned.sender()) {
            send(sender, "coffee");
        }
    }

    private static void send(Sender<String> sender, String message) throws InterruptedException {
        try {
            sender.send(message);
            System.out.println("Sent: " + message);
        } catch (DisconnectedException e) {
            System.out.println("Not sent: " + message);
        }
    }

    private static void receive(Receiver<String> receiver) throws InterruptedException {
        try {
            System.out.println("Got: " + receiver.receive());
        } catch (DisconnectedException e) {
            System.out.println("Nothing more will come");
        }
    }
}
