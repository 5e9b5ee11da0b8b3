package dev.leat.channels;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suites that wait, on virtual threads only. */
@ExtendWith(VirtualThreads.class)
class UnboundedVirtualTest {
    interface Virtual extends Unbounded {
        @Override
        default ThreadFactory threads() {
            return Thread.ofVirtual().factory();
        }
    }

    @Nested
    class Sending extends SendingContract implements Virtual {
    }

    @Nested
    class Receiving extends ReceivingContract implements Virtual {
    }

    @Nested
    class Batches extends BatchContract implements Virtual {
    }

    @Nested
    class Iteration extends IterationContract implements Virtual {
    }

    @Nested
    class Disconnecting extends DisconnectContract implements Virtual {
    }

    @Nested
    class Causes extends CauseContract implements Virtual {
    }

    @Nested
    class Handles extends HandleContract implements Virtual {
    }

    @Nested
    class Interrupts extends InterruptContract implements Virtual {
    }

    @Nested
    class Timeouts extends TimeoutContract implements Virtual {
    }

    @Nested
    class Observation extends ObservationContract implements Virtual {
    }

    @Nested
    class DeliveryStress extends DeliveryStressContract implements Virtual {
    }

    @Nested
    class EndStress extends EndStressContract implements Virtual {
    }

    @Nested
    class CancelStress extends CancelStressContract implements Virtual {
    }

    @Nested
    class ForgottenHandles extends ForgottenHandleContract implements Virtual {
    }
}
