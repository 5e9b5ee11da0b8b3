package dev.leat.channels.jmh;

import com.conversantmedia.util.concurrent.DisruptorBlockingQueue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntFunction;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.jctools.queues.MpscUnboundedXaddArrayQueue;
import org.jctools.queues.SpscArrayQueue;
import org.jctools.queues.SpscUnboundedArrayQueue;

/** All subjects by name, and what each cannot do. */
final class Subjects {
    static final String LEAT = "leat";

    /** Queues whose operations do not block: their users poll, which takes a processor also when there is no work. */
    private static final List<String> POLLED = List.of("spsc", "mpsc", "mpmc", "slot");

    /** Threads that wake each other, with no queue between them. */
    private static final String TURNS = "turns";

    /** Channels that one would write without a library: no peers, but what every peer must beat. */
    private static final String NAIVE = "naive";

    /** A benchmark with more channels than that, each with a sender, runs in one thread. */
    private static final int MOST_PLATFORM_THREADS = 5_000;
    /** For the queue whose senders fail when it is full: more than Transfer sends to it. */
    private static final int ROOM = 1 << 22;

    private static final int CHUNK = 1024;

    private Subjects() {
    }

    static Subject open(String name, Conditions conditions) {
        obstacle(name, conditions).ifPresent(obstacle -> {
            throw new IllegalArgumentException(name + ", " + conditions + ": " + obstacle);
        });
        if (name.equals("kotlin")) {
            return conditions.virtual()
                    ? new KotlinSubject.Coroutines(conditions.capacity())
                    : new KotlinSubject.Blocking(conditions.capacity(), Crew.platform());
        }
        return new BlockingSubject(
                peer(name, conditions.capacity()), conditions.virtual() ? Crew.virtual() : Crew.platform());
    }

    static Peer peer(String name, int capacity) {
        boolean bounded = capacity != Conditions.UNBOUNDED;
        return switch (name) {
            case LEAT -> new LeatPeer(capacity, LeatSelect.REUSABLE);
            case "leat-merged" -> new LeatPeer(capacity, LeatSelect.MERGED);
            case "leat-once" -> new LeatPeer(capacity, LeatSelect.ONE_SHOT);
            case "leat-plain" -> new LeatPeer(capacity, LeatSelect.PLAIN);
            case NAIVE -> NaiveChannel.peer(capacity);
            case "jox" -> jox().orElseThrow().apply(capacity);
            case "ltq" -> bounded
                    ? QueuePeer.transferring(LinkedTransferQueue::new)
                    : QueuePeer.blocking(LinkedTransferQueue::new);
            case "lbq" -> QueuePeer.blocking(() -> new LinkedBlockingQueue<>(capacity));
            case "abq" -> QueuePeer.blocking(() -> new ArrayBlockingQueue<>(capacity));
            case "sq" -> QueuePeer.blocking(SynchronousQueue::new);
            case "sq-fair" -> QueuePeer.blocking(() -> new SynchronousQueue<>(true));
            case "conversant" -> QueuePeer.blocking(() -> new DisruptorBlockingQueue<>(capacity));
            case "slot" -> QueuePeer.slot();
            case TURNS -> QueuePeer.turns();
            case "spsc" -> bounded
                    ? QueuePeer.polled(() -> new SpscArrayQueue<>(capacity))
                    : QueuePeer.polled(() -> new SpscUnboundedArrayQueue<>(CHUNK));
            case "mpsc" -> bounded
                    ? QueuePeer.polled(() -> new MpscArrayQueue<>(capacity))
                    : QueuePeer.polled(() -> new MpscUnboundedXaddArrayQueue<>(CHUNK));
            case "mpsc-take" -> QueuePeer.blocking(() -> new MpscBlockingConsumerArrayQueue<>(ROOM));
            case "mpmc" -> bounded
                    ? QueuePeer.polled(() -> new MpmcArrayQueue<>(capacity))
                    : QueuePeer.polled(() -> new MpmcUnboundedXaddArrayQueue<>(CHUNK));
            default -> throw unknown(name);
        };
    }

    /** Tells why a subject cannot be measured under these conditions on this JDK, if it cannot. */
    static Optional<String> obstacle(String name, Conditions conditions) {
        Shape shape = conditions.shape();
        String obstacle = null;
        if (conditions.virtual() && Runtime.version().feature() < 21 && !name.equals("kotlin")) {
            obstacle = "there are no virtual threads before JDK 21";
        } else if (name.equals("slot") && (shape.threads() > 2 || Runtime.getRuntime().availableProcessors() < 2)) {
            obstacle = "each of its two threads needs a processor";
        } else if (conditions.virtual() && POLLED.contains(name) && !name.equals("slot")) {
            obstacle = "busy polling is for platform threads";
        } else if (!conditions.virtual() && shape.threads() > MOST_PLATFORM_THREADS) {
            obstacle = "so many threads must be virtual";
        } else if (name.equals("leat-plain") && shape.senders() > 1) {
            obstacle = "a plain receive has one channel";
        } else if (name.equals("spsc") && shape.senders() > 1 || isSingleConsumer(name) && shape.receivers() > 1) {
            obstacle = "the queue is not made for as many threads";
        } else if (name.equals(TURNS) && shape.senders() != shape.receivers()) {
            obstacle = "each of its senders has a receiver of its own";
        } else if (!hasCapacity(name, conditions.capacity())) {
            obstacle = "the queue cannot have this capacity";
        } else if (name.equals("jox") && jox().isEmpty()) {
            obstacle = "Jox needs JDK 21, both to build the benchmarks and to run them";
        }
        return Optional.ofNullable(obstacle);
    }

    private static boolean hasCapacity(String name, int capacity) {
        boolean unbounded = capacity == Conditions.UNBOUNDED;
        boolean powerOfTwo = capacity > 1 && Integer.bitCount(capacity) == 1;
        return switch (name) {
            case LEAT, "leat-merged", "leat-once", "leat-plain", "jox", "kotlin" -> true;
            case NAIVE -> capacity > 0;
            case "ltq" -> capacity == 0 || unbounded;
            case "lbq" -> capacity > 0;
            case "abq" -> capacity > 0 && !unbounded;
            case "sq", "sq-fair", "slot", TURNS -> capacity == 0;
            case "conversant" -> powerOfTwo;
            case "mpsc-take" -> unbounded;
            case "spsc" -> powerOfTwo && capacity > 2 || unbounded;
            case "mpsc", "mpmc" -> powerOfTwo || unbounded;
            default -> throw unknown(name);
        };
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("unknown subject: " + name);
    }

    /** Tells whether it is a bound, and no channel or queue that one would use instead of Leat. */
    static boolean isRaw(String name) {
        return POLLED.contains(name) || name.equals(TURNS);
    }

    /** Tells whether Leat is to be compared with it: a library that blocks. */
    static boolean isBlockingPeer(String name) {
        return !isRaw(name) && !name.startsWith(LEAT) && !name.equals(NAIVE);
    }

    private static boolean isSingleConsumer(String name) {
        return name.equals("spsc") || name.startsWith("mpsc");
    }

    /** Finds the adapter by its name: an older JDK can neither compile it nor load it. */
    private static Optional<IntFunction<Peer>> jox() {
        try {
            var constructor = Class.forName("dev.leat.channels.jmh.JoxPeer").getDeclaredConstructor(int.class);
            return Optional.of(capacity -> {
                try {
                    return (Peer) constructor.newInstance(capacity);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (ClassNotFoundException | NoSuchMethodException | UnsupportedClassVersionError e) {
            return Optional.empty();
        }
    }
}
