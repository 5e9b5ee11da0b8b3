package dev.leat.examples;

import dev.leat.channels.Channels;
import java.util.List;

/**
 * Several messages, received in a for-each loop. The loop waits for each of them, and is over when the producer has
 * closed its sender: nobody has to know how many there are.
 *
 * <p>Prints {@code Got: spring}, and then the other seasons, a second apart. The argument is another pause, in
 * milliseconds.
 */
public final class FourMessages {
    private FourMessages() {
    }

    public static void main(String[] args) {
        long pause = args.length > 0 ? Long.parseLong(args[0]) : 1000;
        var channel = Channels.<String>unbounded();

        new Thread(() -> {
            try (var sender = channel.sender()) {
                for (String season : List.of("spring", "summer", "autumn", "winter")) {
                    sender.send(season);
                    Thread.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }).start();

        try (var receiver = channel.receiver()) {
            for (String season : receiver) {
                System.out.println("Got: " + season);
            }
        }
    }
}
