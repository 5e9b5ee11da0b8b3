package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;
import dev.leat.channels.UnboundedSender;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/**
 * Counts the words in the text files of a directory, by a pipeline of two channels: one thread walks the directory and
 * sends the paths of files, several readers receive them and send lines, several counters receive the lines and count.
 * Each thread closes its ends when it is done, and that is how the next ones learn that they are.
 *
 * <p>Prints the most frequent words and the totals, counts once more without channels, and prints that both agree.
 * The argument is the directory; without one it is {@code src}, or the current directory if there is no {@code src}.
 */
public final class WordCount {
    /** How many readers and how many counters. */
    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Work that is counted. */
    private interface Work {
        void addTo(Tally tally) throws IOException;
    }

    private WordCount() {
    }

    public static void main(String[] args) throws InterruptedException, ExecutionException, IOException {
        int status = run(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns the exit status: 0, or 1 if the two counts do not agree, or 2 for bad arguments. */
    static int run(String... args) throws InterruptedException, ExecutionException, IOException {
        if (args.length > 1) {
            System.err.println("usage: WordCount [DIRECTORY]");
            return 2;
        }
        var directory = new File(args.length == 1 ? args[0] : new File("src").isDirectory() ? "src" : ".");
        if (!directory.isDirectory() || !directory.canRead()) {
            System.err.println("not a readable directory: " + directory);
            return 2;
        }
        var parallel = inParallel(directory.toPath());
        var sequential = sequentially(directory.toPath());
        parallel.print();
        if (!parallel.agreesWith(sequential)) {
            System.err.println("a sequential count does not agree: " + sequential);
            return 1;
        }
        System.out.println("a sequential count agrees");
        return 0;
    }

    static Tally sequentially(Path directory) throws IOException {
        var tally = new Tally();
        TextFiles.walk(directory, tally, file -> TextFiles.read(file, tally, tally::countLine));
        return tally;
    }

    static Tally inParallel(Path directory) throws InterruptedException, ExecutionException {
        var paths = Channels.<Path>unbounded();
        return inParallel(walker(directory, paths.sender()), paths.receiver());
    }

    static Tally inParallel(Callable<Tally> walker, Receiver<Path> paths)
            throws InterruptedException, ExecutionException {
        var lines = Channels.<String>unbounded();
        var threads = Executors.newCachedThreadPool();
        var tallies = new ExecutorCompletionService<Tally>(threads);
        try {
            try (paths; var sender = lines.sender(); var receiver = lines.receiver()) {
                tallies.submit(walker);
                for (int i = 0; i < THREADS; i++) {
                    tallies.submit(reader(paths.duplicate(), sender.duplicate()));
                    tallies.submit(counter(receiver.duplicate()));
                }
            }
            var total = new Tally();
            for (int i = 0; i < 1 + 2 * THREADS; i++) {
                total.add(tallies.take().get());
            }
            return total;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Tally> walker(Path directory, UnboundedSender<Path> paths) {
        return () -> producing(paths, tally -> TextFiles.walk(directory, tally, paths::send));
    }

    static Callable<Tally> reader(Receiver<Path> paths, UnboundedSender<String> lines) {
        return () -> {
            try (paths) {
                return producing(lines, tally -> paths.forEach(file -> TextFiles.read(file, tally, lines::send)));
            }
        };
    }

    private static Callable<Tally> counter(Receiver<String> lines) {
        return () -> {
            var tally = new Tally();
            try (lines) {
                lines.forEach(tally::countLine);
            }
            return tally;
        };
    }

    /** Closes the sender when the work is done, with the cause if it failed: nobody shall take a part for the whole. */
    private static Tally producing(Sender<?> sender, Work work) throws IOException {
        var tally = new Tally();
        try (sender) {
            try {
                work.addTo(tally);
            } catch (Throwable e) {
                sender.closeExceptionally(e);
                throw e;
            }
        }
        return tally;
    }
}
