package dev.leat.channels;

import org.junit.jupiter.api.Nested;

/** The suites that every flavour has to pass, for unbounded channels. */
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
    class Leftovers extends LeftoverContract implements Unbounded {
    }

    @Nested
    class WeakSenders extends WeakSenderContract implements Unbounded {
    }

    @Nested
    class ForgottenHandles extends ForgottenHandleContract implements Unbounded {
    }
}
