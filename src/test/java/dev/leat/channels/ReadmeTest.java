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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** README's Java compiles without a warning, runs to its end, and prints what README says. */
@Timeout(120)
class ReadmeTest {
    /** A Java block, and the text block behind it if there is one. */
    private static final Pattern BLOCK = Pattern.compile(
            "```java\\n(.*?)```(?:\\n\\n```text\\n(.*?)```)?", Pattern.DOTALL);

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
        return samples.stream().map(sample -> DynamicTest.dynamicTest(sample.name, () -> run(sample)));
    }

    private void run(Sample sample) throws Exception {
        var file = directory.resolve(sample.name + ".java");
        Files.writeString(file, """
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
        compile(file);
        var printed = runMain(sample.name);
        if (sample.output != null) {
            assertEquals(sample.output, printed);
        }
    }

    private void compile(Path file) throws Exception {
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
