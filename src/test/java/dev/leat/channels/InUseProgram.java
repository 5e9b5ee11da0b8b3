package dev.leat.channels;

import java.util.concurrent.atomic.AtomicReference;

/** Waits with handles that nothing refers to but the running operation. For HandleInUseTest. */
final class InUseProgram {
    private InUseProgram() {
    }

    public static void main(String[] args) throws Exception {
        for (Taking taking : Taking.waiting().toList()) {
            AtomicReference<Receiver<Object>> only = new AtomicReference<>();
            Sender<Object> sender = channel(only);
            Task<Object> waiting = Task.start(() -> taking.from(only.getAndSet(null)));
            waiting.awaitBlocked();
            for (int i = 0; i < 3; i++) {
                awaitForgotten();
            }
            if (sender.isDisconnected()) {
                throw new AssertionError(taking + ": a handle in use counts as forgotten");
            }
            sender.send(taking);
            if (waiting.get() != taking) {
                throw new AssertionError(taking + " received something else");
            }
            sender.close();
        }
        System.out.println("in use, not forgotten");
    }

    private static Sender<Object> channel(AtomicReference<Receiver<Object>> receiver) {
        Channel<Object> channel = Channels.unbounded();
        receiver.set(channel.receiver());
        return channel.sender();
    }

    /** Forgets another handle and waits until that was noticed. */
    private static void awaitForgotten() {
        Receiver<Object> sentinel = Channels.unbounded().receiver();
        while (!sentinel.isDisconnected()) {
            System.gc();
        }
        sentinel.close();
    }
}
