package dev.leat.channels;

/** Fills the heap for so long that the leak watch looks whether it is to end, and then forgets a sender. For ExhaustedHeapTest. */
final class FullHeapProgram {
    /** Longer than the watch waits in vain. */
    private static final long FULL_NANOS = 7_000_000_000L;

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
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < FULL_NANOS) {
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
