package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.Select;
import java.time.Duration;

/**
 * Two timers in one select: {@code tick} gives a message at each period, {@code after} one message when the time is
 * over. Neither has a thread; who receives looks at the clock.
 *
 * <p>Prints a line for each tick, numbered, and at last that the time is over. An argument sets the period in
 * milliseconds; the time is four and a half periods.
 */
public final class Stopwatch {
    private Stopwatch() {
    }

    public static void main(String[] args) throws InterruptedException {
        var period = Duration.ofMillis(args.length > 0 ? Long.parseLong(args[0]) : 500);
        try (var over = Channels.after(period.multipliedBy(9).dividedBy(2)); var tick = Channels.tick(period)) {
            var watch = Select.ofInOrder(
                    Select.receive(over, due -> false),
                    Select.receive(tick, due -> true));
            for (int n = 1; watch.select(); n++) {
                System.out.println("tick " + n);
            }
            System.out.println("time is over");
        }
    }
}
