package dev.leat.examples;

import dev.leat.channels.Channels;

/**
 * A rendezvous: the channel has no room at all, so a message cannot be left there. {@code trySend} says no if nobody is
 * there to take it, and a send returns when the message is in the receiver's hands.
 *
 * <p>Prints that nobody takes the bread, and then what was served, in order.
 */
public final class HandOff {
    private HandOff() {
    }

    public static void main(String[] args) throws InterruptedException {
        var counter = Channels.<String>rendezvous();
        var waiter = new Thread(() -> {
            try (var receiver = counter.receiver()) {
                for (String dish : receiver) {
                    System.out.println("served " + dish);
                }
            }
        });
        try (var sender = counter.sender()) {
            if (!sender.trySend("bread")) {
                System.out.println("nobody takes the bread yet");
            }
            waiter.start();
            for (String dish : new String[] {"soup", "fish", "cake"}) {
                sender.send(dish);
            }
        }
        waiter.join();
    }
}
