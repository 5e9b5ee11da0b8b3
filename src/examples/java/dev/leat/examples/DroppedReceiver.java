package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.DisconnectedException;

/**
 * A receiver that goes away. From then on every send fails, so that a producer learns that it works for nobody.
 *
 * <p>Prints {@code Nobody receives any more}.
 */
public final class DroppedReceiver {
    private DroppedReceiver() {
    }

    public static void main(String[] args) {
        var channel = Channels.<String>unbounded();
        channel.receiver().close();

        try (var sender = channel.sender()) {
            sender.send("hello?");
            System.out.println("Sent");
        } catch (DisconnectedException e) {
            System.out.println("Nobody receives any more");
        }
    }
}
