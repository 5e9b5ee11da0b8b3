package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.channels.ChannelsKt;
import org.openjdk.jol.info.GraphStats;

/**
 * How much of the heap channels take, as Markdown: an idle one, just made, with its ends; and each message that is queued,
 * where all of them are the same message, so that only the queue's own part counts.
 */
public final class Footprint {
    private static final List<String> SUBJECTS =
            List.of(Subjects.LEAT, "ltq", "lbq", "abq", "sq", "sq-fair", "conversant", "jox", "kotlin");
    private static final int CHANNELS = 1_000;
    private static final int BACKLOG = 1 << 20;
    private static final Message MESSAGE = new Message(1);

    /** All that was made: what is forgotten may leave lists of its library just while something else is measured. */
    private static final List<Object> KEPT = new ArrayList<>();

    private Footprint() {
    }

    /** Prints the table. */
    public static void main(String... args) throws InterruptedException {
        // Of records JOL finds the fields only so; and its agents only take time.
        for (String property : List.of("magicFieldOffset", "skipDynamicAttach", "skipHotspotSAAttach")) {
            System.setProperty("jol." + property, "true");
        }
        System.out.println("JDK " + Runtime.version() + ". Bytes of an idle channel, by its capacity, and of each of " + BACKLOG
                + " messages that are queued.\n");
        print(List.of("", "unbounded", "0", "1", "128", "4096", "queued, unbounded", "queued, capacity " + BACKLOG));
        print(List.of("---", "---", "---", "---", "---", "---", "---", "---"));
        for (String subject : SUBJECTS) {
            print(List.of(subject, idle(subject, Conditions.UNBOUNDED),
                    idle(subject, 0), idle(subject, 1), idle(subject, 128), idle(subject, 4096),
                    queued(subject, Conditions.UNBOUNDED), queued(subject, BACKLOG)));
        }
    }

    private static void print(List<String> row) {
        System.out.println("| " + String.join(" | ", row) + " |");
    }

    private static String idle(String subject, int capacity) throws InterruptedException {
        return isAble(subject, capacity) ? Math.round(bytes(subject, capacity, CHANNELS, 0)) + "" : "–";
    }

    private static String queued(String subject, int capacity) throws InterruptedException {
        return isAble(subject, capacity) ? Figure.rounded(bytes(subject, capacity, 1, BACKLOG) / BACKLOG) : "–";
    }

    private static boolean isAble(String subject, int capacity) {
        return Subjects.obstacle(subject, new Conditions("platform", new Shape(1, 1), capacity)).isEmpty();
    }

    /**
     * How much one more channel takes, on an average. What all of them share, such as constants, threads and classes, can be
     * reached already from as many empty ones that were made before. (To subtract what another one reaches would not do: each
     * of Leat's reaches the others, by the list of those whose ends are watched.)
     */
    private static double bytes(String subject, int capacity, int channels, int messages) throws InterruptedException {
        var made = new Object[2 * channels];
        KEPT.add(made);
        long before = 0;
        for (int i = 0; i < made.length; i++) {
            if (i == channels) {
                before = size(made);
            }
            made[i] = channel(subject, capacity, i < channels ? 0 : messages);
        }
        return (double) (size(made) - before) / channels;
    }

    private static long size(Object[] made) {
        return GraphStats.parseInstance((Object) made).totalSize();
    }

    private static Object channel(String subject, int capacity, int messages) throws InterruptedException {
        if (subject.equals("kotlin")) {
            Channel<Message> channel = ChannelKt.Channel(capacity, BufferOverflow.SUSPEND, null);
            for (int i = 0; i < messages; i++) {
                ChannelsKt.trySendBlocking(channel, MESSAGE);
            }
            return channel;
        }
        Link link = Subjects.peer(subject, capacity).open();
        Link.Outlet outlet = link.outlet();
        for (int i = 0; i < messages; i++) {
            outlet.send(MESSAGE);
        }
        return link.channel();
    }
}
