package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.UnboundedSender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that have to be closed: one thread opens files and sends the readers, another one looks for a word and stops
 * when it has found it. The readers that were sent and not received go to the channel's handler, which closes them; one
 * whose send fails is still its sender's.
 *
 * <p>Prints where the word is, and then that no file is open.
 */
public final class OpenFiles {
    private OpenFiles() {
    }

    public static void main(String[] args) throws Exception {
        var directory = Files.createTempDirectory("open-files");
        var files = new ArrayList<Path>();
        for (String text : List.of("hay", "hay", "needle", "hay", "hay")) {
            files.add(Files.writeString(directory.resolve("file" + files.size() + ".txt"), text));
        }
        var readers = new ArrayList<Reader>();

        var channel = Channels.<Reader>named("open files").onUndelivered(Reader::close).unbounded();
        var opener = new Thread(() -> {
            try (var sender = channel.sender()) {
                try {
                    for (Path file : files) {
                        var reader = new Reader(file);
                        readers.add(reader);
                        sendOrClose(sender, reader);
                    }
                } catch (IOException e) {
                    sender.closeExceptionally(e);
                }
            } catch (DisconnectedException e) {
                System.out.println("nobody looks any more");
            }
        });
        opener.start();
        opener.join(); // so that there is something left in this example
        try (var receiver = channel.receiver()) {
            for (Reader reader : receiver) {
                try (reader) {
                    if (reader.lines.readLine().contains("needle")) {
                        System.out.println("found in " + reader.file.getFileName());
                        break;
                    }
                }
            }
        }
        System.out.println(readers.stream().filter(reader -> reader.open).count() + " of " + readers.size() + " files open");

        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(directory);
    }

    private static void sendOrClose(UnboundedSender<Reader> sender, Reader reader) {
        try {
            sender.send(reader);
        } catch (DisconnectedException e) {
            reader.close();
            throw e;
        }
    }

    private static final class Reader implements AutoCloseable {
        private final Path file;
        private final BufferedReader lines;
        private boolean open = true;

        Reader(Path file) throws IOException {
            this.file = file;
            this.lines = Files.newBufferedReader(file);
        }

        @Override
        public void close() {
            try {
                lines.close();
                open = false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
