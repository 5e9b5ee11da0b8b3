package dev.leat.channels;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** Merged receivers, on virtual threads only. */
@ExtendWith(VirtualThreads.class)
class MergeVirtualTest {
    interface VirtualUnbounded extends MergeTest.MergedUnbounded {
        @Override
        default ThreadFactory threads() {
            return Thread.ofVirtual().factory();
        }
    }

    interface VirtualRendezvous extends MergeTest.MergedRendezvous {
        @Override
        default ThreadFactory threads() {
            return Thread.ofVirtual().factory();
        }
    }

    @Nested
    class Receiving extends ReceivingContract implements VirtualUnbounded {
    }

    @Nested
    class Interrupts extends InterruptContract implements VirtualUnbounded {
    }

    @Nested
    class CancelStress extends CancelStressContract implements VirtualUnbounded {
    }

    @Nested
    class ReceivingFromRendezvous extends ReceivingContract implements VirtualRendezvous {
    }

    @Nested
    class CancelStressAtRendezvous extends CancelStressContract implements VirtualRendezvous {
    }
}
