package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;

/**
 * Two feeds as one: a merged receiver gives what any of its sources has, and ends when all of them have. No thread
 * copies anything; each feed's own order holds.
 *
 * <p>Prints the lines of both feeds, and at last that both are over.
 */
public final class TwoFeeds {
    private TwoFeeds() {
    }

    public static void main(String[] args) {
        try (var both = Channels.merge(feed("news", 3), feed("sports", 2))) {
            for (String line : both) {
                System.out.println(line);
            }
            System.out.println("both feeds are over");
        }
    }

    private static Receiver<String> feed(String name, int lines) {
        var channel = Channels.<String>unbounded();
        new Thread(() -> {
            try (var sender = channel.sender()) {
                for (int n = 1; n <= lines; n++) {
                    sender.send(name + " " + n);
                }
            }
        }).start();
        return channel.receiver();
    }
}
