package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's Java, and that of the pages of documentation which show whole programs, compiles without a warning, runs to its
 * end, and prints what README says. All other Java in the documentation compiles too. The tests that README and the pages
 * beside it name as their proof are there.
 */
@Timeout(120)
class ReadmeTest {
    /** A Java block, and the text block behind it if there is one. */
    private static final Pattern BLOCK = Pattern.compile(
            "```java\\n(.*?)```(?:\\n\\n```text\\n(.*?)```)?", Pattern.DOTALL);

    /** Java in the documentation of a package, a class or a method. */
    private static final Pattern DOCUMENTED = Pattern.compile(
            "^ *\\* <pre>\\{@code\\n(.*?)^ *\\* }</pre>", Pattern.DOTALL | Pattern.MULTILINE);

    /** The two pages that begin with a whole program. */
    private static final Set<String> PROGRAMS = Set.of("package-info.java", "Channels.java");

    /** What the fragments in the documentation take as given. */
    private static final String FRAME = """
            import dev.leat.channels.*;
            import java.net.Socket;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.Executor;

            abstract class %s {
                record Order(String text) { }

                record Document(Path file) { }

                record Event(String name) { }

                interface Job {
                    void cancel();
                }

                interface Task extends Runnable {
                    static Task ofOrder(Order order) {
                        return order::text;
                    }

                    static Task ofReturn(Order order) {
                        return order::text;
                    }
                }

                interface Sockets {
                    static void close(Socket socket) { }
                }

                final Executor executor = given();
                final List<Path> files = given();
                final Sender<Document> sender = given();
                final WeakSender<Event> weak = given();
                final Event event = given();
                final Receiver<Order> receiver = given();
                final Receiver<Order> orders = given();
                final Receiver<Order> returns = given();
                final Receiver<String> quit = given();
                final UnboundedChannel<String> local = given();
                final BoundedChannel<String> foreign = given();

                static <T> T given() {
                    throw new AssertionError("made to be compiled");
                }

                abstract Document parse(Path file);

                abstract void handle(Order order);

                abstract void print(String line);

                void fragment() throws Exception {
                    %s
                }
            }
            """;

    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*(?:Test|Contract))`");

    @TempDir
    Path directory;

    private record Sample(String name, String code, String output) {
    }

    @TestFactory
    Stream<DynamicTest> samplesRun() throws IOException {
        var samples = new ArrayList<Sample>();
        var matcher = BLOCK.matcher(Files.readString(Path.of("README.md")));
        while (matcher.find()) {
            samples.add(new Sample("Sample" + (samples.size() + 1), matcher.group(1), matcher.group(2)));
        }
        assertTrue(samples.size() > 5);
        return tests(samples);
    }

    @TestFactory
    Stream<DynamicTest> documentedProgramsRun() throws IOException {
        var programs = new ArrayList<Sample>();
        for (var page : documentation()) {
            if (PROGRAMS.contains(page.getFileName().toString())) {
                programs.add(new Sample("Program" + (programs.size() + 1), documented(page).get(0), null));
            }
        }
        assertEquals(PROGRAMS.size(), programs.size());
        return tests(programs);
    }

    @TestFactory
    Stream<DynamicTest> documentedFragmentsCompile() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var page : documentation()) {
            var name = page.getFileName().toString();
            var blocks = documented(page);
            for (int i = PROGRAMS.contains(name) ? 1 : 0; i < blocks.size(); i++) {
                var fragment = "Fragment" + (tests.size() + 1);
                var code = FRAME.formatted(fragment, blocks.get(i));
                tests.add(DynamicTest.dynamicTest(name + " " + i, () -> compile(fragment, code)));
            }
        }
        assertTrue(tests.size() > 8);
        return tests.stream();
    }

    private static List<Path> documentation() throws IOException {
        try (var files = Files.list(Path.of("src/main/java/dev/leat/channels"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<String> documented(Path page) throws IOException {
        return DOCUMENTED.matcher(Files.readString(page)).results()
                .map(block -> block.group(1).replaceAll("(?m)^ *\\* ?", ""))
                .toList();
    }

    @Test
    void namedTestsAreThere() throws IOException {
        var there = new HashSet<String>();
        for (var root : List.of("src/test", "jcstress/src")) {
            for (var file : list(Path.of(root))) {
                there.add(file.getFileName().toString().replace(".java", ""));
            }
        }
        var pages = new ArrayList<Path>(List.of(Path.of("README.md"), Path.of("jcstress/README.md")));
        pages.addAll(list(Path.of(".github")));
        int named = 0;
        for (var page : pages) {
            var matcher = NAMED_TEST.matcher(Files.readString(page));
            for (; matcher.find(); named++) {
                var name = matcher.group(1);
                assertTrue(there.contains(name), () -> page + " names " + name + ", which is not there");
            }
        }
        assertTrue(named > 20);
    }

    @Test
    void tablesHaveEveryStressTestAndExample() throws IOException {
        assertInTables(Path.of("jcstress/README.md"), Path.of("jcstress/src"), "@JCStressTest");
        assertInTables(Path.of("README.md"), Path.of("src/examples"), "public static void main");
    }

    /** Asserts that the classes of those files in which a mark is found stand in a page's tables. */
    private static void assertInTables(Path page, Path root, String mark) throws IOException {
        var rows = Files.readAllLines(page).stream().filter(line -> line.startsWith("|")).toList();
        int files = 0;
        for (var file : list(root)) {
            if (Files.readString(file).contains(mark)) {
                files++;
                var name = "`" + file.getFileName().toString().replace(".java", "") + "`";
                assertTrue(rows.stream().anyMatch(row -> row.contains(name)), () -> name + " is in no table of " + page);
            }
        }
        assertTrue(files > 10);
    }

    private static List<Path> list(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Stream<DynamicTest> tests(List<Sample> samples) {
        return samples.stream().map(sample -> DynamicTest.dynamicTest(sample.name, () -> run(sample)));
    }

    private void run(Sample sample) throws Exception {
        compile(sample.name, """
                import dev.leat.channels.*;
                import java.io.*;
                import java.time.*;
                import java.util.*;
                import java.util.concurrent.*;

                public class %s {
                    public static void main(String[] args) throws Exception {
                        %s
                    }
                }
                """.formatted(sample.name, sample.code));
        var printed = runMain(sample.name);
        if (sample.output != null) {
            assertEquals(sample.output, printed);
        }
    }

    private void compile(String name, String code) throws Exception {
        var file = Files.writeString(directory.resolve(name + ".java"), code);
        var library = Path.of(Channels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var messages = new StringWriter();
        var options = List.of("--release", "17", "-Xlint:all", "-Werror", "-proc:none",
                "-d", directory.toString(), "-classpath", library.toString());
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var units = files.getJavaFileObjects(file);
            assertTrue(compiler.getTask(messages, files, null, options, null, units).call(), messages::toString);
        }
    }

    private String runMain(String name) throws Exception {
        var printed = new ByteArrayOutputStream();
        var out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, Channels.class.getClassLoader())) {
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name + " failed", e.getCause());
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
