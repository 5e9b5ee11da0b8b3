package dev.leat.channels;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Two senders and two receivers, of which somebody else stops one at a time. For StalledPeerTest. */
final class StalledProgram {
    /** What each thread has done: two that send, two that receive. Read by the debugger. */
    static final AtomicLongArray DONE = new AtomicLongArray(4);

    /** Set by the debugger. */
    static volatile boolean over;

    /** A message may have been meant for who is stopped: others come back for it, but nobody waits for that one. */
    private static final Duration MOMENT = Duration.ofMillis(1);

    /** Nobody sends to the one, and nobody receives from the other: for selects that wait at several channels. */
    private static final Channel<Numbered> QUIET = Channels.rendezvous();
    private static final Channel<Numbered> DEAF = Channels.rendezvous();
    /** Where all four offer both sides. What they do there is not counted as done, since it takes two. */
    private static final Channel<Long> MEETING = Channels.rendezvous();
    private static final AtomicInteger MEETINGS = new AtomicInteger();
    /** What was sent there without what was received there. */
    private static final AtomicLong BALANCE = new AtomicLong();

    private StalledProgram() {
    }

    public static void main(String[] args) throws Exception {
        loadLibrary();
        int capacity = Integer.parseInt(args[0]);
        Channel<Numbered> channel = capacity < 0 ? Channels.unbounded() : Channels.bounded(capacity);
        List<Task<Integer>> sending = new ArrayList<>();
        List<Task<List<Numbered>>> receiving = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int id = i;
            Sender<Numbered> sender = channel.sender().duplicate();
            Receiver<Numbered> receiver = channel.receiver().duplicate();
            sending.add(Task.start(named("peer " + id), () -> send(id, sender)));
            receiving.add(Task.start(named("peer " + (2 + id)), () -> receive(2 + id, receiver)));
        }
        channel.sender().close();
        while (!over) {
            LockSupport.parkNanos(1_000_000);
        }
        int sent = 0;
        for (Task<Integer> task : sending) {
            sent += task.get();
        }
        Set<Long> once = new HashSet<>();
        int received = 0;
        for (Task<List<Numbered>> task : receiving) {
            int[] last = {-1, -1};
            for (Numbered message : task.get()) {
                check(message.number() > last[message.sender()], "out of order");
                last[message.sender()] = message.number();
                check(once.add(((long) message.sender() << 32) + message.number()), "doubled");
                received++;
            }
        }
        check(sent == received, sent + " sent, " + received + " received");
        check(BALANCE.get() == 0 && MEETINGS.get() > 0, BALANCE + " left of " + MEETINGS + " meetings");
        for (Channel<?> one : List.of(channel, QUIET, DEAF, MEETING)) {
            one.sender().close();
            one.receiver().close();
        }
    }

    /**
     * Loads all classes of the library. Who is stopped while it loads one holds up all who need it, and some are needed only
     * when somebody is stopped.
     */
    private static void loadLibrary() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(Channels.class.getResource("Channels.class").toURI()).getParent();
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names = files.map(file -> root.relativize(file).toString()).filter(name -> name.endsWith(".class")).toList();
        }
        for (String name : names) {
            String type = name.substring(0, name.lastIndexOf('.')).replace(File.separatorChar, '.');
            Class.forName(Channels.class.getPackageName() + '.' + type);
        }
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    private static ThreadFactory named(String name) {
        return body -> {
            Thread thread = Task.PLATFORM.newThread(body);
            thread.setName(name);
            return thread;
        };
    }

    private static int send(int id, Sender<Numbered> sender) throws Exception {
        SplittableRandom random = new SplittableRandom(id);
        int number = 0;
        try (sender) {
            while (!over) {
                Numbered message = Numbered.of(id, number);
                boolean sent = sender.size() < 1_000 && switch (random.nextInt(5)) {
                    case 0 -> sender.trySend(message);
                    case 1 -> sender.trySend(message, MOMENT);
                    case 2 -> meet(random.nextLong());
                    case 3 -> Select.<Boolean>select(Select.send(sender, message, () -> true),
                            Select.send(DEAF.sender(), message, StalledProgram::never), Select.timeout(MOMENT, () -> false));
                    default -> Select.<Boolean>select(Select.send(sender, message, () -> true),
                            Select.timeout(MOMENT, () -> false));
                };
                if (sent) {
                    number++;
                    DONE.incrementAndGet(id);
                }
            }
        }
        return number;
    }

    private static List<Numbered> receive(int id, Receiver<Numbered> receiver) throws Exception {
        SplittableRandom random = new SplittableRandom(id);
        List<Numbered> received = new ArrayList<>();
        Selection<Boolean> select = Select.of(
                Select.receive(receiver, received::add), Select.receive(QUIET.receiver(), message -> never()));
        try (receiver) {
            for (;;) {
                int before = received.size();
                switch (random.nextInt(6)) {
                    case 0 -> add(receiver.tryReceive(), received);
                    case 1 -> add(receiver.tryReceive(MOMENT), received);
                    case 2 -> receiver.drainTo(received, 5);
                    case 3 -> select.trySelect(MOMENT);
                    case 4 -> meet(random.nextLong());
                    default -> Select.<Boolean>select(Select.receive(receiver, received::add),
                            Select.timeout(MOMENT, () -> false));
                }
                DONE.addAndGet(id, received.size() - before);
            }
        } catch (DisconnectedException end) {
            return received;
        }
    }

    /** Meets another one, if one comes. Returns false: nothing was sent to the channel of all. */
    private static boolean meet(long number) throws InterruptedException {
        return Select.<Boolean>select(
                Select.send(MEETING.sender(), number, () -> balance(number)),
                Select.receive(MEETING.receiver(), other -> {
                    MEETINGS.incrementAndGet();
                    return balance(-other);
                }),
                Select.timeout(MOMENT, () -> false));
    }

    private static boolean balance(long number) {
        BALANCE.addAndGet(number);
        return false;
    }

    private static boolean never() {
        throw new AssertionError("nobody is there");
    }

    private static void add(Numbered message, List<Numbered> received) {
        if (message != null) {
            received.add(message);
        }
    }
}
