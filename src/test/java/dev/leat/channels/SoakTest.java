package dev.leat.channels;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The soak on platform threads. The largest capacity stands for the unbounded channel, 0 is the rendezvous channel. */
@ParameterizedClass(name = "capacity {0}")
@ValueSource(ints = {Integer.MAX_VALUE, 0, 1, 2, 16, 1000})
class SoakTest extends SoakContract {
    @Parameter
    int capacity;

    @Override
    public <T> Channel<T> make() {
        return capacity == Integer.MAX_VALUE ? Channels.unbounded() : Channels.bounded(capacity);
    }

    @Override
    public <T> Channel<T> make(ChannelBuilder<T> builder) {
        return capacity == Integer.MAX_VALUE ? builder.unbounded() : builder.bounded(capacity);
    }

    @Override
    public String kind() {
        return capacity == Integer.MAX_VALUE ? "unbounded" : capacity == 0 ? "rendezvous" : "bounded";
    }

    @Override
    public int capacity() {
        return capacity;
    }
}
