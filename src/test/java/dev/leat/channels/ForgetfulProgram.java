package dev.leat.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Forgets five handles, closes many, forgets timers, and prints the reports that come. For ForgottenHandleReportTest. */
final class ForgetfulProgram {
    private static final Logger REPORTS = Logger.getLogger("dev.leat.channels");

    private ForgetfulProgram() {
    }

    public static void main(String[] args) throws Exception {
        Reports reports = new Reports();
        REPORTS.setUseParentHandlers(false);
        REPORTS.addHandler(reports);
        closeEverything();
        Receiver<Object> receiver = forgetSender();
        Sender<Object> sender = forgetReceiver();
        Channel<Object> channel = forgetDuplicate();
        forgetBoth();
        forgetTimers(); // of which nobody needs to know
        // The first report meets a handler that throws; that must not keep the others away.
        reports.await(5, Integer.MAX_VALUE);
        reports.await(6, 20); // if there were a sixth one, it would come now
        receiver.close();
        sender.close();
        channel.sender().close();
        channel.receiver().close();
        reports.print();
    }

    private static void closeEverything() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Channel<Object> channel = Channels.unbounded();
            Sender<Object> sender = channel.sender().duplicate();
            sender.send("secret message");
            sender.close();
            channel.receiver().duplicate().close();
            channel.sender().closeExceptionally(new Exception("secret cause"));
            channel.receiver().close();
        }
    }

    private static Receiver<Object> forgetSender() {
        return Channels.unbounded().receiver();
    }

    private static Sender<Object> forgetReceiver() throws Exception {
        Sender<Object> sender = Channels.unbounded().sender();
        sender.send("secret message");
        return sender;
    }

    private static Channel<Object> forgetDuplicate() {
        Channel<Object> channel = Channels.unbounded();
        channel.sender().duplicate();
        return channel;
    }

    private static void forgetBoth() {
        Channels.unbounded();
    }

    private static void forgetTimers() {
        Channels.after(Duration.ofDays(1)).duplicate();
        Channels.tick(Duration.ofDays(1));
        Channels.never();
        Channels.merge(Channels.after(Duration.ofDays(1)), Channels.tick(Duration.ofDays(1))).duplicate();
    }

    private static final class Reports extends Handler {
        private final List<LogRecord> records = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord report) {
            records.add(report);
            notifyAll();
            if (records.size() == 1) {
                throw new IllegalStateException("a handler that fails");
            }
        }

        /** Collects garbage until there are so many reports, but no more than some times. */
        synchronized void await(int count, int collections) throws InterruptedException {
            for (int i = 0; i < collections && records.size() < count; i++) {
                System.gc();
                wait(10); // also for those that are on their way
            }
        }

        synchronized void print() {
            for (LogRecord report : records) {
                System.out.println("report: " + report.getLevel() + " " + report.getMessage());
                if (report.getThrown() != null) {
                    for (StackTraceElement frame : report.getThrown().getStackTrace()) {
                        System.out.println("made by: " + frame.getMethodName());
                    }
                }
            }
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
