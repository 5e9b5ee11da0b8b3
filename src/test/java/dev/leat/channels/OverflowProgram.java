package dev.leat.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Closes and duplicates handles where the stack is about to end, and prints how often it did. For OverflowTest. */
final class OverflowProgram {
    private static final Logger REPORTS = Logger.getLogger("dev.leat.channels");
    private static final int FRAMES = 120;
    private static final int ENOUGH = 500;

    /** Something that may find that the stack is at its end. */
    interface Action {
        void run() throws Exception;
    }

    /** Goes down to the end of a stack, and does something on the way back, after some frames. */
    private static final class Descent extends Thread {
        private final int frames;
        private final Action afterwards;
        private Action action;
        private boolean overflowed;
        private Exception trouble;

        Descent(int frames, Action action, Action afterwards) {
            super(null, null, "descent", 1 << 18);
            this.frames = frames;
            this.action = action;
            this.afterwards = afterwards;
        }

        @Override
        public void run() {
            descend();
            try {
                afterwards.run();
            } catch (Exception e) {
                trouble = e;
            }
        }

        /** Returns how many frames lie below this one. */
        private int descend() {
            int below = -1;
            try {
                below = descend();
            } catch (StackOverflowError end) {
                below = 0;
            }
            if (below == frames && action != null) {
                Action once = action;
                action = null;
                try {
                    once.run();
                } catch (StackOverflowError e) {
                    overflowed = true;
                } catch (Exception e) {
                    trouble = e;
                }
            }
            return below + 1;
        }
    }

    private OverflowProgram() {
    }

    static boolean overflows(int frames, Action action) throws Exception {
        return overflows(frames, action, () -> { });
    }

    /** Returns whether it overflowed. What is to be done afterwards is done in the same thread, with enough of its stack. */
    private static boolean overflows(int frames, Action action, Action afterwards) throws Exception {
        Descent descent = new Descent(frames, action, afterwards);
        descent.start();
        descent.join();
        if (descent.trouble != null) {
            throw descent.trouble;
        }
        return descent.overflowed;
    }

    public static void main(String[] args) throws Exception {
        REPORTS.setLevel(Level.OFF);
        for (int i = 0; i < 20; i++) { // so that all classes are there: what is loaded at the end of a stack is lost
            closeAgain(ENOUGH, i % 4);
            forget(ENOUGH, new ArrayList<>());
            duplicate(ENOUGH, new ArrayList<>());
            discard(ENOUGH);
        }
        for (int i = 0; i < 20_000; i++) { // and compiled, where frames are small and some calls take none
            closeAll(i);
        }
        int overflows = 0;
        List<FutureTask<Throwable>> waiting = new ArrayList<>();
        List<UnboundedChannel<Integer>> kept = new ArrayList<>();
        for (int frames = 0; frames < FRAMES; frames++) {
            overflows += closeAgain(frames, 1) ? 1 : 0;
            overflows += closeAgain(frames, 2) ? 1 : 0;
            overflows += forget(frames, waiting) ? 1 : 0;
            overflows += duplicate(frames, kept) ? 1 : 0;
            overflows += discard(frames) ? 1 : 0;
        }
        awaitEnds(waiting);
        for (int i = 0; i < 5; i++) { // until the leak watch has come to all that there is
            waiting.set(0, waiting(Channels.<Integer>unbounded().receiver()));
            awaitEnds(waiting);
        }
        for (UnboundedChannel<Integer> channel : kept) {
            Await.until(() -> channel.sender().senderCount() <= 1, "the count");
            if (channel.sender().senderCount() != 1) {
                throw new AssertionError(channel.sender().toString());
            }
            channel.sender().send(1);
        }
        System.out.println("overflows: " + overflows);
    }

    /** Of the channels of every engine, one after the other; that of capacity 1 has a message. */
    private static Channel<Integer> channel(int i) {
        Channel<Integer> channel = i % 4 == 0 ? Channels.unbounded() : Channels.bounded(i % 4 - 1);
        if (i % 4 == 2) {
            try {
                channel.sender().send(1);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return channel;
    }

    private static void closeAll(int i) {
        Channel<Integer> channel = channel(i);
        channel.sender().duplicate().close();
        channel.sender().closeExceptionally(new Exception("cause"));
        channel.receiver().close();
    }

    private static void awaitEnds(List<FutureTask<Throwable>> waiting) throws Exception {
        Await.collecting(() -> waiting.stream().allMatch(FutureTask::isDone), "each end");
        for (FutureTask<Throwable> end : waiting) {
            end.get();
        }
    }

    private static FutureTask<Throwable> waiting(Receiver<Integer> receiver) {
        FutureTask<Throwable> end = new FutureTask<>(() -> {
            try (receiver) {
                throw new AssertionError("received " + receiver.receive());
            } catch (DisconnectedException e) {
                return e.getCause();
            }
        });
        Thread thread = new Thread(end);
        thread.setDaemon(true);
        thread.start();
        Await.until(() -> end.isDone() || thread.getState() == Thread.State.WAITING, "a receiver that waits");
        return end;
    }

    /** A close that was begun is done by the next one, and its cause is not forgotten. */
    private static boolean closeAgain(int frames, int capacity) throws Exception {
        Channel<Integer> channel = Channels.bounded(capacity);
        FutureTask<Throwable> end = waiting(channel.receiver());
        Exception cause = new Exception("cause");
        boolean overflows = overflows(frames, () -> channel.sender().closeExceptionally(cause));
        channel.sender().closeExceptionally(cause);
        Await.until(end::isDone, "the end");
        if (end.get() != cause) {
            throw new AssertionError("ended because of " + end.get());
        }
        return overflows;
    }

    /** A close that was begun is done by the leak watch, if nobody else does it. */
    private static boolean forget(int frames, List<FutureTask<Throwable>> waiting) throws Exception {
        Channel<Integer> channel = Channels.unbounded();
        waiting.add(waiting(channel.receiver()));
        return overflows(frames, channel.sender()::close);
    }

    /** A thread that was stopped while it discarded, or about to, discards what it closes later. */
    private static boolean discard(int frames) throws Exception {
        AtomicInteger undelivered = new AtomicInteger();
        Channel<Integer> first = withLeftover(new AtomicInteger()); // whose handler may be what overflows
        Channel<Integer> second = withLeftover(undelivered);
        boolean overflows = overflows(frames, first.receiver()::close, second.receiver()::close);
        if (undelivered.get() != 1) {
            throw new AssertionError(undelivered + " undelivered");
        }
        first.receiver().close(); // what is left to do
        first.sender().close();
        second.sender().close();
        return overflows;
    }

    private static Channel<Integer> withLeftover(AtomicInteger undelivered) {
        UnboundedChannel<Integer> channel =
                Channels.<Integer>onUndelivered(message -> undelivered.incrementAndGet()).unbounded();
        channel.sender().send(1);
        return channel;
    }

    /** A duplicate that was not made gives no count back. */
    private static boolean duplicate(int frames, List<UnboundedChannel<Integer>> kept) throws Exception {
        UnboundedChannel<Integer> channel = Channels.unbounded();
        kept.add(channel);
        return overflows(frames, () -> channel.sender().duplicate().close());
    }
}
