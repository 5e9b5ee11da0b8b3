package dev.leat.channels;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The suites that wait, on virtual threads only, for bounded channels; capacity 0 is the rendezvous channel. */
@ExtendWith(VirtualThreads.class)
@ParameterizedClass(name = "capacity {0}")
@ValueSource(ints = {0, 1, 2, 16, 1000})
class BoundedVirtualTest {
    @Parameter
    int capacity;

    interface Virtual extends Bounded {
        @Override
        default ThreadFactory threads() {
            return Thread.ofVirtual().factory();
        }
    }

    @Nested
    class Receiving extends ReceivingContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class FullChannel extends FullChannelContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Disconnecting extends DisconnectContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Handles extends HandleContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Interrupts extends InterruptContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class DeliveryStress extends DeliveryStressContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class EndStress extends EndStressContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class CancelStress extends CancelStressContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Sending extends SendingContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Batches extends BatchContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Iteration extends IterationContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Causes extends CauseContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Timeouts extends TimeoutContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Observation extends ObservationContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class ForgottenHandles extends ForgottenHandleContract implements Virtual {
        @Override
        public int capacity() {
            return capacity;
        }
    }
}
