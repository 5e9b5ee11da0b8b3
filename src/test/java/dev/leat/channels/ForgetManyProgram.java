package dev.leat.channels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forgets thousands of handles of all kinds while others use the same channels. For ForgetManyTest. */
final class ForgetManyProgram {
    private static final Logger REPORTS = Logger.getLogger("dev.leat.channels");
    private static final int ROUNDS = 500;
    private static final boolean TRACKED = Boolean.getBoolean("dev.leat.channels.trackHandles");

    private ForgetManyProgram() {
    }

    public static void main(String[] args) throws Exception {
        Reports reports = new Reports();
        REPORTS.setUseParentHandlers(false);
        REPORTS.addHandler(reports);
        List<Forgetting> all = new ArrayList<>();
        all.add(new Forgetting("unbounded", ChannelBuilder::unbounded));
        for (int capacity : new int[] {0, 1, 16}) {
            all.add(new Forgetting("bounded " + capacity, builder -> builder.bounded(capacity)));
        }
        Map<String, Integer> expected = new TreeMap<>();
        for (Forgetting forgetting : all) {
            forgetting.forgetAfterUse();
            for (int i = 0; i < ROUNDS; i++) {
                forgetting.forget();
            }
            forgetting.expect(expected);
        }
        awaitReports(expected, reports);
        for (Forgetting forgetting : all) {
            forgetting.finish();
            expected.merge("receiver of busy " + forgetting.kind, 2, Integer::sum); // not in use any more
        }
        awaitReports(expected, reports);
        for (int i = 0; i < 3; i++) { // if there were one report too many, it would come before this one
            int before = reports.of("sentinel");
            forgetSentinel();
            Await.collecting(() -> reports.of("sentinel") > before, "the sentinel's report");
        }
        reports.check(expected);
        System.out.println("all as it should be");
    }

    private static void awaitReports(Map<String, Integer> expected, Reports reports) {
        int total = expected.values().stream().mapToInt(i -> i).sum();
        Await.collecting(() -> reports.total() >= total, "all reports");
    }

    private static void forgetSentinel() {
        Channels.named("sentinel").unbounded().receiver().close();
    }

    private static void check(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    /** One flavour: a busy channel, and others that are made to be forgotten. */
    private static final class Forgetting {
        private final String kind;
        private final Function<ChannelBuilder<Integer>, Channel<Integer>> flavour;
        private final Channel<Integer> busy;
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Task<Integer>> sending = new ArrayList<>();
        private final List<Task<Integer>> receiving = new ArrayList<>();
        private final List<Task<Integer>> waiting = new ArrayList<>();
        private final List<Receiver<Integer>> alone = new ArrayList<>();
        private final List<WeakSender<Integer>> weak = new ArrayList<>();
        private final AtomicInteger undelivered = new AtomicInteger();
        private int sentByForgotten;
        private int left;

        Forgetting(String kind, Function<ChannelBuilder<Integer>, Channel<Integer>> flavour) {
            this.kind = kind;
            this.flavour = flavour;
            this.busy = flavour.apply(Channels.named("busy " + kind));
        }

        /** Has threads send, and threads receive with handles that only their running operations refer to. */
        void forgetAfterUse() {
            for (int i = 0; i < 2; i++) {
                AtomicReference<Receiver<Integer>> receiver = new AtomicReference<>(busy.receiver().duplicate());
                receiving.add(Task.start(() -> (int) receiver.getAndSet(null).stream().count()));
                Sender<Integer> sender = busy.sender().duplicate();
                sending.add(Task.start(() -> send(sender)));
            }
        }

        private int send(Sender<Integer> sender) throws InterruptedException {
            int sent = 0;
            for (; !over.get(); sent++) {
                sender.send(sent);
                if (sent % 100 == 0) {
                    Thread.yield();
                }
                Await.until(() -> sender.size() < 10_000 || over.get(), "the receivers keep up");
            }
            sender.close();
            return sent;
        }

        /** Forgets two handles of the busy channel, one channel as a whole, one sender and one receiver of others. */
        void forget() throws Exception {
            forgetDuplicates();
            forgetWhole();
            forgetOneEnd();
        }

        private void forgetDuplicates() {
            Sender<Integer> sender = busy.sender().duplicate();
            busy.receiver().duplicate();
            weak.add(sender.weak());
            if (sender.trySend(-1)) {
                sentByForgotten++;
            }
            busy.sender().duplicate().close(); // not forgotten
        }

        private void forgetWhole() {
            Channel<Integer> whole = flavour.apply(
                    Channels.<Integer>named("whole " + kind).onUndelivered(message -> undelivered.incrementAndGet()));
            if (whole.sender().trySend(1)) {
                left++;
            }
        }

        private void forgetOneEnd() {
            Receiver<Integer> receiver = flavour.apply(Channels.named("half " + kind)).receiver();
            if (alone.size() % 50 == 0) {
                waiting.add(Task.start(() -> (int) receiver.stream().count()));
            }
            alone.add(receiver);
            flavour.apply(Channels.named("other half " + kind)).sender().close();
        }

        void expect(Map<String, Integer> expected) {
            expected.put("sender of busy " + kind, ROUNDS);
            expected.put("receiver of busy " + kind, ROUNDS);
            expected.put("sender of whole " + kind, ROUNDS);
            expected.put("receiver of whole " + kind, ROUNDS);
            expected.put("sender of half " + kind, ROUNDS);
            expected.put("receiver of other half " + kind, ROUNDS);
        }

        void finish() throws Exception {
            check(busy.sender().senderCount() == 3, "senders in use: " + busy);
            check(busy.sender().receiverCount() == 3, "receivers in use: " + busy);
            for (Receiver<Integer> receiver : alone) {
                check(receiver.isDisconnected(), "the only sender is forgotten: " + receiver);
            }
            for (Task<Integer> task : waiting) {
                check(task.get() == 0, "the end");
            }
            alone.forEach(Receiver::close);
            check(undelivered.get() == left, undelivered + " undelivered of " + left);
            over.set(true);
            int sent = sentByForgotten;
            for (Task<Integer> task : sending) {
                sent += task.get();
            }
            weak.get(0).upgrade().orElseThrow().close();
            busy.sender().close();
            int received = 0;
            for (Task<Integer> task : receiving) {
                received += task.get();
            }
            check(sent == received, sent + " sent, " + received + " received");
            busy.receiver().close();
        }
    }

    private static final class Reports extends Handler {
        private static final Pattern REPORT = Pattern.compile("a (sender|receiver) of .*\"(.*)\".* was forgotten: .*");

        private final Map<String, Integer> counts = new TreeMap<>();

        @Override
        public synchronized void publish(LogRecord report) {
            Matcher matcher = REPORT.matcher(report.getMessage());
            String key = matcher.matches() ? matcher.group(1) + " of " + matcher.group(2) : report.getMessage();
            Throwable madeAt = report.getThrown();
            if (TRACKED ? !isMadeByForgetting(madeAt) : madeAt != null) {
                key = "wrong place: " + Arrays.toString(madeAt == null ? null : madeAt.getStackTrace());
            }
            counts.merge(key, 1, Integer::sum);
        }

        private static boolean isMadeByForgetting(Throwable madeAt) {
            return madeAt != null && Arrays.stream(madeAt.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().startsWith("forget"));
        }

        synchronized int total() {
            return counts.values().stream().mapToInt(i -> i).sum();
        }

        synchronized int of(String name) {
            return counts.getOrDefault("sender of " + name, 0);
        }

        synchronized void check(Map<String, Integer> expected) {
            counts.remove("sender of sentinel");
            ForgetManyProgram.check(counts.equals(expected), "expected\n" + expected + "\nreported\n" + counts);
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
