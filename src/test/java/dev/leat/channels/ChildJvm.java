package dev.leat.channels;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program of the tests in a virtual machine of its own. */
final class ChildJvm {
    private ChildJvm() {
    }

    /** Returns what the program printed, once it has ended well. */
    static String run(Class<?> program, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(program), program.getName()));
        Path output = Files.createTempFile("leat", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            boolean ended = process.waitFor(2 * Await.DEADLINE.toSeconds(), SECONDS);
            String text = Files.readString(output);
            assertTrue(ended, () -> command + " hangs: " + text);
            assertEquals(0, process.exitValue(), () -> command + " failed: " + text);
            return text;
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(output);
        }
    }

    /** What a program of the tests needs to run. */
    static String classPath(Class<?> program) throws URISyntaxException {
        return root(Channels.class) + File.pathSeparator + root(program);
    }

    /**
     * The directory that the class was found in. Its code source would name the module that the tests are patched into.
     */
    private static Path root(Class<?> type) throws URISyntaxException {
        Path file = Path.of(type.getResource(type.getSimpleName() + ".class").toURI());
        return file.getRoot().resolve(file.subpath(0, file.getNameCount() - type.getName().split("\\.").length));
    }
}
