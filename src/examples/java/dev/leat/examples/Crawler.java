package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.UnboundedSender;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Work that makes more work: who follows one link finds more of them, and nobody knows how many there will be. So each piece
 * of work has a sender of its own, by which it sends what it has found, and which is closed when it is done. When the
 * last piece is done the last sender is closed, and the workers' loops end.
 *
 * <p>Prints how many pages were found.
 */
public final class Crawler {
    private static final int PAGES = 10_000;
    private static final int WORKERS = 4;

    /** A page to be read, and the way back to the workers. */
    private record Page(int number, UnboundedSender<Page> more) {
    }

    private Crawler() {
    }

    public static void main(String[] args) throws Exception {
        // Should all workers fail, what is left to do is not forgotten but closed.
        var pages = Channels.<Page>named("pages").onUndelivered(page -> page.more().close()).unbounded();
        Set<Integer> known = ConcurrentHashMap.newKeySet();
        var workers = new Thread[WORKERS];
        try (var start = pages.sender(); var receiver = pages.receiver()) {
            for (int i = 0; i < WORKERS; i++) {
                var own = receiver.duplicate();
                workers[i] = new Thread(() -> work(own, known));
                workers[i].start();
            }
            known.add(0);
            send(start, 0);
        }
        for (var worker : workers) {
            worker.join();
        }
        System.out.println(known.size() + " pages");
    }

    private static void work(Receiver<Page> pages, Set<Integer> known) {
        try (pages) {
            for (Page page : pages) {
                try (var more = page.more()) {
                    for (int link : read(page.number())) {
                        if (known.add(link)) {
                            send(more, link);
                        }
                    }
                }
            }
        }
    }

    /** Sends a page with a sender of its own. (That cannot fail here: whoever sends has a receiver too.) */
    private static void send(UnboundedSender<Page> to, int number) {
        to.send(new Page(number, to.duplicate()));
    }

    /** Returns to which other pages a page leads. Real ones take longer. */
    private static int[] read(int number) {
        return new int[] {(2 * number + 1) % PAGES, (2 * number + 2) % PAGES, number / 3};
    }
}
