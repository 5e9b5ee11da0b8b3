package dev.leat.examples;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** Finds and reads text files. What cannot be read becomes a remark, and the rest is read all the same. */
final class TextFiles {
    /** A file with a zero byte among its first ones is taken for binary; so do grep and version control systems. */
    private static final int PROBE = 8192;

    private TextFiles() {
    }

    /** Gives away every regular file below a directory. Symbolic links below it are not followed. */
    static void walk(Path directory, Tally tally, Consumer<Path> files) throws IOException {
        Files.walkFileTree(directory.toRealPath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.accept(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                tally.remark(path, "not readable, skipped: " + e);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, IOException e) {
                if (e != null) {
                    tally.remark(path, "not readable to the end: " + e);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Gives away the lines of a file, as UTF-8, unless it is binary. Bytes that are not UTF-8 are replaced. */
    static void read(Path file, Tally tally, Consumer<String> lines) {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            if (isBinary(in)) {
                tally.remark(file, "binary, skipped");
                return;
            }
            tally.countFile();
            boolean replaced = false;
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                replaced |= line.indexOf('\uFFFD') >= 0;
                lines.accept(line);
            }
            if (replaced) {
                tally.remark(file, "has replacement characters, probably for bytes that are not UTF-8");
            }
        } catch (IOException e) {
            tally.remark(file, "not readable to the end: " + e);
        }
    }

    private static boolean isBinary(BufferedInputStream in) throws IOException {
        in.mark(PROBE);
        for (byte b : in.readNBytes(PROBE)) {
            if (b == 0) {
                return true;
            }
        }
        in.reset();
        return false;
    }
}
