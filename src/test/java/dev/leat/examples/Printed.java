package dev.leat.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** The lines that a program printed to its two streams. */
record Printed(List<String> out, List<String> err) {
    private static final int DEADLINE_SECONDS = 60;

    @FunctionalInterface
    interface Program {
        void main(String[] args) throws Exception;
    }

    /** Runs a program and waits until all its threads have ended; fails with what {@code main} throws. */
    static Printed by(Program program, String... args) throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var oldOut = System.out;
        var oldErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            var threads = new ThreadGroup("program");
            var main = new FutureTask<Void>(() -> {
                program.main(args);
                return null;
            });
            new Thread(threads, main, "main").start();
            main.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            join(threads);
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
        return new Printed(lines(out), lines(err));
    }

    private static void join(ThreadGroup threads) throws InterruptedException {
        var running = new Thread[threads.activeCount() + 16];
        int count = threads.enumerate(running);
        for (Thread thread : Arrays.copyOf(running, count)) {
            if (!thread.isDaemon()) {
                thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
                assertFalse(thread.isAlive(), () -> thread + " goes on");
            }
        }
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
