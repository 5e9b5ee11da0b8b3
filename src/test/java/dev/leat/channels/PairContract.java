package dev.leat.channels;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

/** The common ground of the suites that select over two channels, each of any kind. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class PairContract extends ChannelContract {
    @Parameter(0)
    Kind first;

    @Parameter(1)
    Kind second;

    Channel<Integer> a;
    Channel<Integer> b;

    @BeforeEach
    void openChannels() {
        a = opened(first);
        b = opened(second);
    }

    final Channel<Integer> opened(Kind kind) {
        Channel<Integer> channel = kind.make();
        closing(channel.sender());
        closing(channel.receiver());
        return channel;
    }

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

    /** Sees to it that messages can be received; they are there, or in the hands of a sender that waits. */
    final void offer(Channel<Integer> channel, Integer... messages) throws Exception {
        Task<Void> sending = sending(channel.sender(), messages);
        if (channel.receiver().capacity() >= messages.length) {
            sending.get();
        } else {
            sending.awaitBlocked();
        }
    }

    /** Sees to it that a message can be sent. Gives the message. */
    final Task<Integer> accept(Channel<Integer> channel) {
        Task<Integer> receiving = start(channel.receiver()::receive);
        return channel.receiver().capacity() == 0 ? receiving.awaitBlocked() : receiving;
    }

    /** Sees to it that no message can be sent, unless the channel is unbounded. */
    static void fill(Channel<Integer> channel) throws Exception {
        while (channel.sender().capacity() < Integer.MAX_VALUE && !channel.sender().isFull()) {
            channel.sender().send(-1);
        }
    }

    static Clause<Integer> receive(Channel<Integer> channel) {
        return Select.receive(channel.receiver(), message -> message);
    }

    static Clause<Integer> send(Channel<Integer> channel, int message) {
        return Select.send(channel.sender(), message, () -> -message);
    }

    /** A clause for what must not happen. */
    static Clause<Integer> never() {
        return Select.otherwise(() -> {
            throw new AssertionError("something is ready");
        });
    }

    final Task<Integer> selecting(Clause<?>... clauses) {
        return start(() -> (Integer) Select.<Object>select(clauses)).awaitBlocked();
    }
}
