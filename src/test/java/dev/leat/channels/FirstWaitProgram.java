package dev.leat.channels;

import java.time.Duration;

/** Waits for the first time where the stack is about to end, and then where there is enough of it. For OverflowTest. */
final class FirstWaitProgram {
    /** So often in a row there was enough of the stack. */
    private static final int ENOUGH = 10;

    private FirstWaitProgram() {
    }

    public static void main(String[] args) throws Exception {
        Channel<Integer> channel = Channels.unbounded();
        Channel<Integer> rendezvous = Channels.rendezvous();
        var next = Select.<Integer>of(
                Select.receive(channel.receiver(), i -> i), Select.receive(rendezvous.receiver(), i -> i));
        channel.receiver().tryReceive(Duration.ofNanos(1)); // links most of the code, and does not park
        rendezvous.receiver().tryReceive(Duration.ofNanos(1));
        int overflows = 0;
        int fine = 0;
        for (int frames = 0; fine < ENOUGH; frames++) {
            int now = overflows(frames, () -> channel.receiver().tryReceive(Duration.ofNanos(100_000)))
                    + overflows(frames, () -> rendezvous.receiver().tryReceive(Duration.ofNanos(100_000)))
                    + overflows(frames, () -> rendezvous.sender().trySend(1, Duration.ofNanos(100_000)))
                    + overflows(frames, () -> next.trySelect(Duration.ofNanos(100_000)));
            overflows += now;
            fine = now == 0 ? fine + 1 : 0;
        }
        if (channel.receiver().tryReceive(Duration.ofMillis(1)) != null
                || rendezvous.receiver().tryReceive(Duration.ofMillis(1)) != null
                || next.trySelect(Duration.ofMillis(1)) != null) {
            throw new AssertionError("there is nothing");
        }
        System.out.println("overflows: " + overflows);
        channel.sender().close();
        channel.receiver().close();
        rendezvous.sender().close();
        rendezvous.receiver().close();
    }

    private static int overflows(int frames, OverflowProgram.Action action) throws Exception {
        return OverflowProgram.overflows(frames, action) ? 1 : 0;
    }
}
