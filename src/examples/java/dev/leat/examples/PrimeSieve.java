package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;
import java.util.concurrent.Executor;

/**
 * The sieve of Eratosthenes as a chain of threads: each stage keeps the first number that it gets, a prime, and passes
 * on those that it does not divide. Closing the last receiver stops the whole chain, stage by stage.
 *
 * <p>Prints the first primes. An argument sets how many.
 */
public final class PrimeSieve {
    private static final Executor THREADS = stage -> new Thread(stage).start();

    private PrimeSieve() {
    }

    public static void main(String[] args) throws InterruptedException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        var numbers = Channels.produce(0, THREADS, PrimeSieve::count);
        try {
            for (int i = 0; i < count; i++) {
                var rest = numbers;
                int prime = rest.receive();
                System.out.println(prime);
                numbers = Channels.produce(0, THREADS, sender -> sieve(prime, rest, sender));
            }
        } finally {
            numbers.close();
        }
    }

    /** Sends until nobody receives any more: then the send throws, and the stage is over. */
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
