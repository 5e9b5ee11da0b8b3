package dev.leat.channels;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Two applications, each with a class loader of its own, of which one goes on while the other one is stopped. For UnloadTest. */
public final class UnloadProgram {
    private UnloadProgram() {
    }

    public static void main(String[] args) throws Exception {
        AutoCloseable goesOn = start();
        Thread its = onlyOne(threads());
        var others = new HashSet<WeakReference<ClassLoader>>();
        others.add(startAndStop());
        others.add(startAndStop());
        Await.until(() -> threads().size() == 1, "an end of their threads");
        if (onlyOne(threads()) != its) {
            throw new AssertionError("there is one that is still to be watched");
        }
        Await.collected(others);
        goesOn.close();
        Await.until(() -> threads().isEmpty(), "an end of its thread");
        System.out.println("unloaded");
    }

    private static Thread onlyOne(Set<Thread> threads) {
        if (threads.size() != 1) {
            throw new AssertionError("one, not " + threads);
        }
        return threads.iterator().next();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("leat-"))
                .collect(Collectors.toSet());
    }

    private static WeakReference<ClassLoader> startAndStop() throws Exception {
        AutoCloseable application = start();
        application.close();
        return new WeakReference<>(application.getClass().getClassLoader());
    }

    private static AutoCloseable start() throws Exception {
        var urls = new ArrayList<URL>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(path).toUri().toURL());
        }
        var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        return (AutoCloseable) loader.loadClass(UnloadProgram.class.getName()).getMethod("application").invoke(null);
    }

    /** Uses channels in all ways, and leaves one handle open. */
    public static AutoCloseable application() throws Exception {
        var numbers = Channels.produce(3, command -> new Thread(command).start(), sender -> {
            for (int i = 0; i < 1_000; i++) {
                sender.send(i);
            }
        });
        try (var merged = Channels.merge(List.of(numbers, Channels.<Integer>never()));
                var tick = Channels.tick(Duration.ofMillis(1))) {
            int received = 0;
            while (received < 1_000) {
                received += Select.select(Select.receive(merged, i -> 1), Select.receive(tick, time -> 0));
            }
        }
        var rendezvous = Channels.<String>rendezvous();
        var thread = new Thread(() -> {
            try (var sender = rendezvous.sender()) {
                sender.send("done");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        if (!rendezvous.receiver().receive().equals("done")) {
            throw new AssertionError();
        }
        thread.join();
        return rendezvous.receiver();
    }
}
