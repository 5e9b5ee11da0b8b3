package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;

/**
 * The sieve of Eratosthenes as a chain of threads: each stage keeps the first number that it gets, a prime, and passes
 * on those that it does not divide. Closing the last receiver stops the whole chain, stage by stage.
 *
 * <p>Prints the first primes. An argument sets how many.
 */
public final class PrimeSieve {
    private PrimeSieve() {
    }

    public static void main(String[] args) throws InterruptedException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        var numbers = stage(PrimeSieve::count);
        for (int i = 0; i < count; i++) {
            var rest = numbers;
            int prime = rest.receive();
            System.out.println(prime);
            numbers = stage(sender -> sieve(prime, rest, sender));
        }
        numbers.close();
    }

    private interface Stage {
        void run(Sender<Integer> sender) throws InterruptedException;
    }

    /** Starts a thread that sends until it is done, or nobody receives any more. */
    private static Receiver<Integer> stage(Stage stage) {
        var channel = Channels.<Integer>rendezvous();
        new Thread(() -> {
            try (var sender = channel.sender()) {
                stage.run(sender);
            } catch (DisconnectedException e) {
                // nobody needs more primes
            } catch (InterruptedException e) {
                System.out.println("interrupted: no more primes");
            }
        }).start();
        return channel.receiver();
    }

    private static void count(Sender<Integer> sender) throws InterruptedException {
        for (int n = 2; ; n++) {
            sender.send(n);
        }
    }

    private static void sieve(int prime, Receiver<Integer> numbers, Sender<Integer> sender)
            throws InterruptedException {
        try (numbers) {
            for (int n : numbers) {
                if (n % prime != 0) {
                    sender.send(n);
                }
            }
        }
    }
}
