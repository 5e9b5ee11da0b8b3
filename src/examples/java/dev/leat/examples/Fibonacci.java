package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.Select;
import dev.leat.channels.Sender;

/**
 * A generator that does one of two things, whichever can be done first: hand over the next number, or hear that it is
 * to quit.
 *
 * <p>Prints the first Fibonacci numbers, and how the generator ended. An argument sets how many.
 */
public final class Fibonacci {
    private Fibonacci() {
    }

    public static void main(String[] args) throws InterruptedException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        var numbers = Channels.<Long>rendezvous();
        var quit = Channels.<String>rendezvous();
        var generator = new Thread(() -> generate(numbers.sender(), quit.receiver()));
        generator.start();
        try (var receiver = numbers.receiver(); var sender = quit.sender()) {
            for (int i = 0; i < count; i++) {
                System.out.println(receiver.receive());
            }
            sender.send("enough");
        }
        generator.join();
    }

    private static void generate(Sender<Long> numbers, Receiver<String> quit) {
        try (numbers; quit) {
            long current = 0;
            long next = 1;
            String reason = null;
            while (reason == null) {
                reason = Select.select(
                        Select.send(numbers, current, () -> null),
                        Select.receive(quit, message -> message));
                long sum = current + next;
                current = next;
                next = sum;
            }
            System.out.println("quit: " + reason);
        } catch (InterruptedException e) {
            System.out.println("interrupted");
        }
    }
}
