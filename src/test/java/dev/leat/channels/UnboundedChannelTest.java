package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UnboundedChannelTest {
    @Nested
    class Sending extends SendingContract implements Unbounded {
    }

    @Nested
    class Receiving extends ReceivingContract implements Unbounded {
    }

    @Nested
    class Batches extends BatchContract implements Unbounded {
    }

    @Nested
    class Iteration extends IterationContract implements Unbounded {
    }

    @Nested
    class Disconnecting extends DisconnectContract implements Unbounded {
    }

    @Nested
    class Causes extends CauseContract implements Unbounded {
    }

    @Nested
    class Handles extends HandleContract implements Unbounded {
    }

    @Nested
    class Interrupts extends InterruptContract implements Unbounded {
    }

    @Nested
    class Timeouts extends TimeoutContract implements Unbounded {
    }

    @Nested
    class BadInput extends BadInputContract implements Unbounded {
    }

    @Nested
    class Observation extends ObservationContract implements Unbounded {
    }

    @Nested
    class DeliveryStress extends DeliveryStressContract implements Unbounded {
    }

    @Nested
    class EndStress extends EndStressContract implements Unbounded {
    }

    @Nested
    class CancelStress extends CancelStressContract implements Unbounded {
    }

    @Nested
    class Memory extends MemoryContract implements Unbounded {
    }

    @Nested
    class ForgottenHandles extends ForgottenHandleContract implements Unbounded {
    }

    @Test
    void aChannelIsAPairOfHandles() {
        UnboundedChannel<Integer> channel = Channels.unbounded();
        try (UnboundedSender<Integer> sender = channel.sender(); Receiver<Integer> receiver = channel.receiver()) {
            assertSame(sender, channel.sender());
            assertSame(receiver, channel.receiver());
            assertThrows(NullPointerException.class, () -> new UnboundedChannel<>(null, receiver));
            assertThrows(NullPointerException.class, () -> new UnboundedChannel<>(sender, null));
        }
    }

    @Test
    void noSendWaitsSoNoneIsInterrupted() {
        UnboundedChannel<Integer> channel = Channels.unbounded();
        try (UnboundedSender<Integer> sender = channel.sender(); Receiver<Integer> receiver = channel.receiver()) {
            UnboundedSender<Integer> second = sender.duplicate();
            for (int i = 0; i < 100_000; i++) {
                second.send(i);
            }
            second.close();
            assertFalse(sender.isFull());
            assertEquals(100_000, receiver.size());
        }
    }
}
