package dev.leat.channels;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Applications with class loaders of their own, of which some go on while others are stopped. For UnloadTest. */
public final class UnloadProgram {
    private UnloadProgram() {
    }

    /** One that was stopped gives nothing more to those who are left behind. */
    private static final class Loader extends URLClassLoader {
        private volatile boolean stopped;

        Loader(ClassLoader parent, URL... urls) {
            super(urls, parent);
        }

        AutoCloseable start() throws Exception {
            return (AutoCloseable) loadClass(UnloadProgram.class.getName()).getMethod("application").invoke(null);
        }

        void stop() {
            stopped = true;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (stopped) {
                throw new ClassNotFoundException(name + ", by who was stopped");
            }
            return super.loadClass(name, resolve);
        }
    }

    public static void main(String[] args) throws Exception {
        var urls = new ArrayList<URL>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(path).toUri().toURL()); // of the library and of the tests
        }
        eachWithALibraryOfItsOwn(urls.toArray(URL[]::new));
        withOneLibraryForAll(urls.get(0), urls.get(1));
        System.out.println("unloaded");
    }

    private static void eachWithALibraryOfItsOwn(URL... urls) throws Exception {
        AutoCloseable goesOn = new Loader(ClassLoader.getPlatformClassLoader(), urls).start();
        Thread its = onlyOne(threads());
        var stopped = List.of(stopped(ClassLoader.getPlatformClassLoader(), urls),
                stopped(ClassLoader.getPlatformClassLoader(), urls),
                stoppedAndForgotten(ClassLoader.getPlatformClassLoader(), urls));
        Await.collecting(() -> threads().size() == 1, "an end of the others' threads");
        if (onlyOne(threads()) != its) {
            throw new AssertionError("there is one that is still to be watched");
        }
        Await.collected(stopped);
        goesOn.close();
        Await.until(() -> threads().isEmpty(), "an end of its thread");
    }

    private static WeakReference<ClassLoader> stopped(ClassLoader parent, URL... urls) throws Exception {
        var loader = new Loader(parent, urls);
        loader.start().close();
        loader.stop();
        return new WeakReference<>(loader);
    }

    /** There is a handle to be found when there are no more classes to report it with. */
    private static WeakReference<ClassLoader> stoppedAndForgotten(ClassLoader parent, URL... urls) throws Exception {
        var loader = new Loader(parent, urls);
        loader.start();
        loader.stop();
        return new WeakReference<>(loader);
    }

    /** The thread belongs to the library, not to the application that comes first. */
    private static void withOneLibraryForAll(URL library, URL application) throws Exception {
        var parent = new Loader(ClassLoader.getPlatformClassLoader(), library);
        var first = stopped(parent, application);
        AutoCloseable goesOn = new Loader(parent, application).start();
        Await.collected(List.of(first));
        onlyOne(threads());
        goesOn.close();
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
