package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.Sender;

/**
 * Two producers on one channel. Each has a sender of its own, the second one made by {@code duplicate()}, and closes
 * it; the receiver's loop is over when both have.
 *
 * <p>Prints {@code Got: tick 1} to {@code Got: tick 4} and {@code Got: tock 1} to {@code Got: tock 4}: each producer's
 * messages in their order, the two mixed as they come. The argument is another pause than 500 milliseconds.
 */
public final class TwoProducers {
    private TwoProducers() {
    }

    public static void main(String[] args) {
        long pause = args.length > 0 ? Long.parseLong(args[0]) : 500;
        var channel = Channels.<String>unbounded();
        var tick = channel.sender();
        var tock = tick.duplicate();

        new Thread(() -> count("tick", pause, tick)).start();
        new Thread(() -> count("tock", pause * 3 / 2, tock)).start();

        try (var receiver = channel.receiver()) {
            for (String message : receiver) {
                System.out.println("Got: " + message);
            }
        }
    }

    private static void count(String name, long pause, Sender<String> sender) {
        try (sender) {
            for (int i = 1; i <= 4; i++) {
                sender.send(name + " " + i);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
