package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that all offer to send and to receive on the same channels: nobody is left behind, no message is lost. */
@ParameterizedClass(name = "{0} and {1}")
@MethodSource("dev.leat.channels.Kind#pairs")
class SelectStressTest extends StressContract {
    @Parameter(0)
    Kind first;

    @Parameter(1)
    Kind second;

    @Override
    public <T> Channel<T> make() {
        return first.make();
    }

    @Override
    public <T> Channel<T> make(ChannelBuilder<T> builder) {
        return first.make(builder);
    }

    @Override
    public String kind() {
        return first.name();
    }

    @Override
    public int capacity() {
        return first.capacity;
    }

    /** Each thread counts what it has sent less what it has received; together that is what is left. */
    @Test
    void whatWasSentWasReceived() {
        rounds(3, random -> {
            Channel<Integer> a = first.make();
            Channel<Integer> b = second.make();
            List<Task<Long>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SplittableRandom own = random.split();
                tasks.add(start(() -> balance(a, b, own)));
            }
            long balance = 0;
            for (long one : results(tasks)) {
                balance += one;
            }
            for (Channel<Integer> channel : List.of(a, b)) {
                for (int left : channel.receiver().available()) {
                    balance -= left;
                }
                channel.sender().close();
                channel.receiver().close();
            }
            assertEquals(0, balance);
        });
    }

    private static long balance(Channel<Integer> a, Channel<Integer> b, SplittableRandom random) throws Exception {
        long balance = 0;
        for (int i = 0; i < 500; i++) {
            int message = random.nextInt(1, 1_000_000);
            List<Clause<Long>> clauses = new ArrayList<>(List.of(
                    Select.send(a.sender(), message, () -> (long) message),
                    Select.receive(b.receiver(), received -> -(long) received),
                    Select.receive(a.receiver(), received -> -(long) received),
                    Select.send(b.sender(), message, () -> (long) message)));
            for (int k = random.nextInt(4); k > 0; k--) {
                clauses.add(clauses.remove(random.nextInt(4)));
            }
            clauses.add(Select.timeout(Duration.ofNanos(random.nextInt(100_000)), () -> 0L));
            balance += Select.<Long>select(clauses);
        }
        return balance;
    }

    /** Two threads, no time limit: whenever one of them waits, the other one is to meet it. */
    @Test
    void twoThatOfferBothSidesPairUp() {
        rounds(2, random -> {
            Channel<Integer> channel = first.make();
            Channel<Integer> other = second.make();
            var tasks = race(() -> pairUp(channel, other), () -> pairUp(channel, other));
            results(tasks);
            channel.sender().close();
            channel.receiver().close();
            other.sender().close();
            other.receiver().close();
        });
    }

    private static Void pairUp(Channel<Integer> a, Channel<Integer> b) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Select.<Object>select(
                    Select.send(a.sender(), i, () -> "sent"), Select.receive(a.receiver(), message -> message),
                    Select.receive(b.receiver(), message -> message), Select.send(b.sender(), i, () -> "sent"));
        }
        return null;
    }
}
