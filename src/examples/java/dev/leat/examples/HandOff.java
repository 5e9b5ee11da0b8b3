package dev.leat.examples;

import dev.leat.channels.Channels;

/**
 * A rendezvous: the channel has no room at all, so a send returns when the message is in the receiver's hands. Here
 * the cook knows, after each send, that the dish is served.
 *
 * <p>Prints what was served, in order, and at the end how many dishes waited in between: none.
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
        waiter.start();
        int waited = 0;
        try (var sender = counter.sender()) {
            for (String dish : new String[] {"soup", "fish", "cake"}) {
                sender.send(dish);
                waited += sender.size();
            }
        }
        waiter.join();
        System.out.println(waited + " dishes waited");
    }
}
