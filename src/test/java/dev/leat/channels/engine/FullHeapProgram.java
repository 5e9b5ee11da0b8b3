package dev.leat.channels.engine;

import dev.leat.channels.Await;
import dev.leat.channels.Channel;
import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import java.time.Duration;

/** Fills the heap for so long that the leak watch looks whether it is to end, and then forgets a sender. For ExhaustedHeapTest. */
public final class FullHeapProgram {
    /** Longer than the watch waits in vain, so that it looks then. */
    private static final Duration FULL = Daemon.KEPT.plusSeconds(2);

    private FullHeapProgram() {
    }

    public static void main(String[] args) {
        Channel<Integer> open = Channels.unbounded();
        fillTheHeap();
        Receiver<Integer> receiver = receiverOfForgottenSender();
        Await.collecting(receiver::isDisconnected, "the sender is found");
        receiver.close();
        open.sender().close();
        open.receiver().close();
        System.out.println("still watched");
    }

    private static void fillTheHeap() {
        Object[] all = null;
        int arrays = 0;
        var end = Deadline.after(FULL);
        while (!end.isOver()) {
            try {
                all = new Object[] {all};
                arrays++;
            } catch (OutOfMemoryError full) {
                Thread.onSpinWait(); // what others let go of is to be taken too
            }
        }
        if (arrays == 0 || all == null) {
            throw new AssertionError("nothing fits in");
        }
    }

    private static Receiver<Integer> receiverOfForgottenSender() {
        return Channels.<Integer>unbounded().receiver();
    }
}
