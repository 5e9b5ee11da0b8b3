package dev.leat.channels;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A virtual thread that waits at a channel is not lost with its executor: it hears that the other side was forgotten. */
@ExtendWith(QuietReports.class)
class ForgottenVirtualTest {
    private final CountDownLatch ended = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void whoWaitsToSend(int capacity) {
        forgetReceiver(capacity);
        Await.collecting(() -> ended.getCount() == 0, "the end");
    }

    private void forgetReceiver(int capacity) {
        Channels.<Integer>produce(capacity, Executors.newVirtualThreadPerTaskExecutor(), sender -> {
            try {
                for (int i = 0; ; i++) {
                    sender.send(i);
                }
            } catch (DisconnectedException end) {
                ended.countDown();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, Integer.MAX_VALUE})
    void whoWaitsToReceive(int capacity) {
        forgetSender(Channels.bounded(capacity));
        Await.collecting(() -> ended.getCount() == 0, "the end");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void whoWaitsForSeveral(int capacity) {
        Channel<Integer> never = Channels.rendezvous();
        never.sender().close();
        forgetSender(new BoundedChannel<>(Channels.<Integer>bounded(1).sender(),
                Channels.merge(Channels.<Integer>bounded(capacity).receiver(), never.receiver())));
        Await.collecting(() -> ended.getCount() == 0, "the end");
    }

    private void forgetSender(Channel<Integer> channel) {
        Receiver<Integer> receiver = channel.receiver();
        Executors.newVirtualThreadPerTaskExecutor().execute(() -> {
            try (receiver) {
                receiver.forEach(message -> { });
                ended.countDown();
            }
        });
    }
}
