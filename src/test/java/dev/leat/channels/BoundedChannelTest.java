package dev.leat.channels;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The suites that every flavour has to pass, for bounded channels; capacity 0 is the rendezvous channel. */
@ParameterizedClass(name = "capacity {0}")
@ValueSource(ints = {0, 1, 2, 16, 1000})
class BoundedChannelTest {
    @Parameter
    int capacity;

    @Nested
    class Sending extends SendingContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class FullChannel extends FullChannelContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Receiving extends ReceivingContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Batches extends BatchContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Iteration extends IterationContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Disconnecting extends DisconnectContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Causes extends CauseContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Handles extends HandleContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Interrupts extends InterruptContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Timeouts extends TimeoutContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class BadInput extends BadInputContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Observation extends ObservationContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class DeliveryStress extends DeliveryStressContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class EndStress extends EndStressContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class CancelStress extends CancelStressContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Memory extends MemoryContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class Leftovers extends LeftoverContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class WeakSenders extends WeakSenderContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }

    @Nested
    class ForgottenHandles extends ForgottenHandleContract implements Bounded {
        @Override
        public int capacity() {
            return capacity;
        }
    }
}
