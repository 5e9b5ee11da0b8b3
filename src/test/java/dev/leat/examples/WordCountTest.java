package dev.leat.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.channels.Channels;
import dev.leat.channels.DisconnectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WordCountTest {
    private static final String AGREES = "a sequential count agrees";

    @TempDir
    Path directory;

    @Test
    void countsWhatIsThere() throws Exception {
        write("a.txt", "To be, or not to be:\nthat is the question\n");
        write("empty.txt", "");
        write("deep/er/b.txt", "Überall über ÜBER e\u0301te\u0301 2nd 42 x_y x2\r\n\r\nno line end: be");
        Files.write(directory.resolve("deep/binary"), new byte[] {'b', 'e', ' ', 0, ' ', 'b', 'e', '\n'});

        var printed = Printed.by(WordCount::main, directory.toString());

        assertEquals(List.of(
                "3 be",
                "2 to",
                "2 über",
                "1 end",
                "1 e\u0301te\u0301",
                "1 is",
                "1 line",
                "1 nd",
                "1 no",
                "1 not",
                "3 files, 5 lines, 22 words, 18 distinct",
                AGREES), printed.out());
        assertEquals(List.of(directory.toRealPath().resolve("deep/binary") + ": binary, skipped"), printed.err());
    }

    @Test
    void replacesWhatIsNotUtf8() throws Exception {
        Files.write(directory.resolve("latin1"), "voil\u00e0 na\u00efve".getBytes(StandardCharsets.ISO_8859_1));

        var printed = Printed.by(WordCount::main, directory.toString());

        assertEquals(List.of("1 na", "1 ve", "1 voil", "1 files, 1 lines, 3 words, 3 distinct", AGREES), printed.out());
        assertEquals(1, printed.err().size());
        assertTrue(printed.err().get(0).contains("latin1: has replacement characters"), printed.err()::toString);
    }

    @Test
    void lowerCaseDoesNotDependOnTheLocale() throws Exception {
        write("a.txt", "TITLE title");
        var locale = Locale.getDefault();
        Locale.setDefault(new Locale.Builder().setLanguage("tr").build());
        try {
            assertEquals("2 title", Printed.by(WordCount::main, directory.toString()).out().get(0));
        } finally {
            Locale.setDefault(locale);
        }
    }

    @Test
    void nothingToCount() throws Exception {
        assertEquals(List.of("0 files, 0 lines, 0 words, 0 distinct", AGREES),
                Printed.by(WordCount::main, directory.toString()).out());
    }

    @Test
    void linksAreNotFollowedButTheArgumentIs() throws Exception {
        write("real/a.txt", "once");
        try {
            Files.createSymbolicLink(directory.resolve("real/loop"), directory.resolve("real"));
            Files.createSymbolicLink(directory.resolve("real/again.txt"), directory.resolve("real/a.txt"));
            Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
        } catch (IOException | UnsupportedOperationException e) {
            abort(() -> "no symbolic links here: " + e);
        }

        assertEquals(List.of("1 once", "1 files, 1 lines, 1 words, 1 distinct", AGREES),
                Printed.by(WordCount::main, directory.resolve("link").toString()).out());
    }

    @Test
    void unreadableFilesAreReportedAndTheRestIsCounted() throws Exception {
        write("closed", "secret");
        write("open", "public");
        var closed = directory.resolve("closed").toFile();
        assumeTrue(closed.setReadable(false));
        assumeFalse(Files.isReadable(closed.toPath()), "this user may read everything");

        var printed = Printed.by(WordCount::main, directory.toString());

        assertEquals(List.of("1 public", "1 files, 1 lines, 1 words, 1 distinct", AGREES), printed.out());
        assertEquals(1, printed.err().size());
        assertTrue(printed.err().get(0).contains("closed: not readable"), printed.err()::toString);
    }

    @Test
    void filesThatVanishAreReportedAndTheRestIsCounted() throws Exception {
        write("there", "still");
        var paths = Channels.<Path>unbounded();
        try (var sender = paths.sender()) {
            sender.send(directory.resolve("vanished"));
            sender.send(directory.resolve("there"));
        }

        var tally = WordCount.inParallel(Tally::new, paths.receiver());

        var printed = Printed.by(args -> tally.print());
        assertEquals(List.of("1 still", "1 files, 1 lines, 1 words, 1 distinct"), printed.out());
        assertEquals(1, printed.err().size());
        assertTrue(printed.err().get(0).contains("vanished: not readable"), printed.err()::toString);
    }

    @Test
    void aReaderThatFailsEndsTheRunWithTheCause() throws Exception {
        write("there", "word");
        var paths = Channels.<Path>unbounded();
        try (var sender = paths.sender()) {
            sender.send(unusablePath());
            for (int i = 0; i < 100; i++) {
                sender.send(directory.resolve("there"));
            }
        }

        var failure = assertThrows(ExecutionException.class, () -> WordCount.inParallel(Tally::new, paths.receiver()));

        assertInstanceOf(ClosedFileSystemException.class, rootCause(failure));
    }

    @Test
    void aReaderThatFailsDoesNotPassOffAPartForTheWhole() throws Exception {
        write("there", "word");
        var paths = Channels.<Path>unbounded();
        try (var sender = paths.sender()) {
            sender.send(directory.resolve("there"));
            sender.send(unusablePath());
        }
        var lines = Channels.<String>unbounded();

        var failure = assertThrows(ClosedFileSystemException.class,
                () -> WordCount.reader(paths.receiver(), lines.sender()).call());

        try (var receiver = lines.receiver()) {
            assertEquals("word", receiver.receive());
            assertSame(failure, assertThrows(DisconnectedException.class, receiver::receive).getCause());
        }
    }

    /** A path that fails whoever uses it, and not with an {@code IOException}. */
    private Path unusablePath() throws IOException {
        try (var archive = FileSystems.newFileSystem(directory.resolve("archive.zip"), Map.of("create", "true"))) {
            return archive.getPath("gone");
        }
    }

    @Test
    void aWalkerThatFailsEndsTheRunWithTheCause() {
        var paths = Channels.<Path>unbounded();
        var failed = new IOException("device unplugged");

        var failure = assertThrows(ExecutionException.class, () -> WordCount.inParallel(() -> {
            paths.sender().closeExceptionally(failed);
            return new Tally();
        }, paths.receiver()));

        assertInstanceOf(DisconnectedException.class, failure.getCause());
        assertSame(failed, rootCause(failure));
    }

    private static Throwable rootCause(Throwable e) {
        return e.getCause() == null ? e : rootCause(e.getCause());
    }

    @Test
    void differentTalliesDoNotAgree() {
        var one = new Tally();
        one.countFile();
        one.countLine("a b a");
        var other = new Tally();
        other.countFile();
        other.countLine("a b b");
        assertFalse(one.agreesWith(other), "same totals, other words");

        var same = new Tally();
        same.countLine("A, a, b");
        var file = new Tally();
        file.countFile();
        same.add(file);
        assertTrue(one.agreesWith(same));
        same.remark(directory, "skipped");
        assertFalse(one.agreesWith(same), "one has left something out");
    }

    @Test
    void ownSourcesByDefault() throws Exception {
        assertEquals(independentCount(Path.of("src")), Printed.by(WordCount::main).out());
    }

    /** What is to be printed for a directory of text files, by a scanner over code points. */
    private static List<String> independentCount(Path root) throws IOException {
        List<Path> files;
        try (var found = Files.walk(root)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        long lines = 0;
        var words = new ArrayList<String>();
        for (Path file : files) {
            var text = Files.readString(file);
            lines += text.lines().count();
            var word = new StringBuilder();
            (text + "\n").codePoints().forEach(c -> {
                if (Character.isLetter(c) || !word.isEmpty() && (Character.isDigit(c) || isMark(c))) {
                    word.appendCodePoint(c);
                } else if (!word.isEmpty()) {
                    words.add(word.toString().toLowerCase(Locale.ROOT));
                    word.setLength(0);
                }
            });
        }
        var counts = new TreeMap<String, Integer>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        var byCount = new ArrayList<>(counts.keySet());
        byCount.sort(Comparator.comparing(counts::get, Comparator.reverseOrder())); // stable: words stay in order

        var expected = new ArrayList<String>();
        byCount.subList(0, 10).forEach(word -> expected.add(counts.get(word) + " " + word));
        expected.add("%d files, %d lines, %d words, %d distinct"
                .formatted(files.size(), lines, words.size(), counts.size()));
        expected.add(AGREES);
        return expected;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    @Test
    void tooManyArguments() throws Exception {
        assertEquals(new Exit(2, "usage: WordCount [DIRECTORY]"), launch("one", "two"));
    }

    @Test
    void noSuchDirectory() throws Exception {
        assertEquals(new Exit(2, "not a readable directory: nowhere"), launch("nowhere"));
    }

    @Test
    void fileInsteadOfDirectory() throws Exception {
        write("file", "text");
        assertEquals(new Exit(2, "not a readable directory: file"), launch("file"));
    }

    @Test
    void currentDirectoryWhereThereAreNoSources() throws Exception {
        write("file", "text text");
        assertEquals(new Exit(0, "2 text\n1 files, 1 lines, 2 words, 1 distinct\n" + AGREES), launch());
    }

    private record Exit(int status, String printed) {
    }

    /** Runs the program as a process, in the temporary directory. */
    private Exit launch(String... args) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", rootOf(Channels.class) + System.getProperty("path.separator") + rootOf(WordCount.class),
                WordCount.class.getName()));
        command.addAll(List.of(args));
        var printed = Files.createTempFile("word-count", ".txt");
        try {
            var process = new ProcessBuilder(command).directory(directory.toFile())
                    .redirectErrorStream(true).redirectOutput(printed.toFile()).start();
            try {
                assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program does not end");
            } finally {
                process.destroyForcibly();
            }
            return new Exit(process.exitValue(), String.join("\n", Files.readAllLines(printed)));
        } finally {
            Files.delete(printed);
        }
    }

    /** Where a class was loaded from. */
    private static Path rootOf(Class<?> type) throws Exception {
        var file = Path.of(type.getResource(type.getSimpleName() + ".class").toURI());
        for (int i = 0; i < type.getName().split("\\.").length; i++) {
            file = file.getParent();
        }
        return file;
    }

    private void write(String name, String text) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
