package dev.leat.channels.jmh;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.function.Supplier;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;
import org.jctools.queues.MpscUnboundedXaddArrayQueue;
import org.jctools.queues.SpscUnboundedArrayQueue;

/** All subjects by name, and what each cannot do. */
final class Subjects {
    static final String LEAT = "leat";

    /** Queues whose operations do not block: their users poll, which takes a processor also when there is no work. */
    private static final List<String> RAW = List.of("spsc", "mpsc", "mpmc");

    private static final String VIRTUAL = "virtual";
    private static final int CHUNK = 1024;

    private Subjects() {
    }

    static Subject open(String name, String threads, Shape shape) {
        obstacle(name, threads, shape).ifPresent(obstacle -> {
            throw new IllegalArgumentException(name + ", " + threads + " threads, " + shape + ": " + obstacle);
        });
        boolean virtual = threads.equals(VIRTUAL);
        return switch (name) {
            case LEAT -> blocking(new LeatPeer(), virtual);
            case "ltq" -> blocking(new QueuePeer(LinkedTransferQueue::new), virtual);
            case "lbq" -> blocking(new QueuePeer(LinkedBlockingQueue::new), virtual);
            case "jox" -> blocking(jox().orElseThrow().get(), virtual);
            case "kotlin" -> virtual ? new KotlinSubject.Coroutines() : new KotlinSubject.Blocking(Crew.platform());
            case "spsc" -> blocking(new QueuePeer(() -> new SpscUnboundedArrayQueue<>(CHUNK)), virtual);
            case "mpsc" -> blocking(new QueuePeer(() -> new MpscUnboundedXaddArrayQueue<>(CHUNK)), virtual);
            case "mpmc" -> blocking(new QueuePeer(() -> new MpmcUnboundedXaddArrayQueue<>(CHUNK)), virtual);
            default -> throw new IllegalArgumentException("unknown subject: " + name);
        };
    }

    private static Subject blocking(Peer peer, boolean virtual) {
        return new BlockingSubject(peer, virtual ? Crew.virtual() : Crew.platform());
    }

    /** Tells why a subject cannot be measured in this setting on this JDK, if it cannot. */
    static Optional<String> obstacle(String name, String threads, Shape shape) {
        String obstacle = null;
        if (threads.equals(VIRTUAL) && Runtime.version().feature() < 21 && !name.equals("kotlin")) {
            obstacle = "there are no virtual threads before JDK 21";
        } else if (threads.equals(VIRTUAL) && isRaw(name)) {
            obstacle = "busy polling is for platform threads";
        } else if (name.equals("spsc") && shape.senders() > 1 || isSingleConsumer(name) && shape.receivers() > 1) {
            obstacle = "the queue is not made for as many threads";
        } else if (name.equals("jox") && jox().isEmpty()) {
            obstacle = "Jox needs JDK 21, both to build the benchmarks and to run them";
        }
        return Optional.ofNullable(obstacle);
    }

    static boolean isRaw(String name) {
        return RAW.contains(name);
    }

    private static boolean isSingleConsumer(String name) {
        return name.equals("spsc") || name.equals("mpsc");
    }

    /** Finds the adapter by its name: an older JDK can neither compile it nor load it. */
    private static Optional<Supplier<Peer>> jox() {
        try {
            var constructor = Class.forName("dev.leat.channels.jmh.JoxPeer").getDeclaredConstructor();
            return Optional.of(() -> {
                try {
                    return (Peer) constructor.newInstance();
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (ClassNotFoundException | NoSuchMethodException | UnsupportedClassVersionError e) {
            return Optional.empty();
        }
    }
}
