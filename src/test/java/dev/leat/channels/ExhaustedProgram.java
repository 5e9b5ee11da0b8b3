package dev.leat.channels;

/** Sends until the heap is full of cells. For ExhaustedHeapTest. */
final class ExhaustedProgram {
    private static final Integer MESSAGE = 1;

    private ExhaustedProgram() {
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 100; i++) { // so that all code is linked, which takes memory too
            worksOn(i);
            ends(i);
        }
        worksOn(Long.MAX_VALUE);
        ends(Long.MAX_VALUE);
        System.out.println("nothing lost");
    }

    private static void worksOn(long most) throws Exception {
        Channel<Integer> channel = Channels.unbounded();
        long sent = send(channel.sender(), most);
        long received = 0;
        while (received < 10_000 && channel.receiver().tryReceive() != null) {
            received++;
        }
        channel.sender().send(MESSAGE);
        check(channel.receiver().size() == sent - received + 1);
        channel.sender().close();
        channel.receiver().close();
    }

    private static void ends(long most) throws Exception {
        Channel<Integer> channel = Channels.unbounded();
        Channel<Integer> full = Channels.bounded(1);
        full.sender().send(MESSAGE);
        long sent = send(channel.sender(), most);
        channel.sender().close();
        full.sender().close();
        check(full.receiver().isDisconnected());
        check(full.receiver().tryReceive() != null);
        check(!full.receiver().iterator().hasNext());
        full.receiver().close();
        check(channel.receiver().isDisconnected());
        for (long i = 0; i < sent; i++) {
            check(channel.receiver().tryReceive() != null);
        }
        check(!channel.receiver().iterator().hasNext());
        channel.receiver().close();
    }

    /** Returns how many messages were sent before the limit was reached or there was really no memory. */
    private static long send(Sender<Integer> sender, long most) throws Exception {
        long sent = 0;
        int refused = 0;
        while (sent < most && refused < 10) {
            try {
                sender.send(MESSAGE);
                sent++;
            } catch (OutOfMemoryError full) {
                refused++;
            }
        }
        return sent;
    }

    private static void check(boolean condition) {
        if (!condition) {
            throw new AssertionError();
        }
    }
}
