package dev.leat.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small examples print what they promise, and leave no thread behind. */
@Timeout(120)
class ExamplesTest {
    @Test
    void oneMessage() throws Exception {
        assertEquals(List.of("Got: hi"), Printed.by(OneMessage::main).out());
    }

    @Test
    void fourMessages() throws Exception {
        var pause = Duration.ofMillis(20);
        long start = System.nanoTime();
        var printed = Printed.by(FourMessages::main, String.valueOf(pause.toMillis()));
        long elapsed = System.nanoTime() - start;

        assertEquals(List.of("Got: spring", "Got: summer", "Got: autumn", "Got: winter"), printed.out());
        assertTrue(elapsed >= pause.multipliedBy(4).toNanos(), () -> "four pauses took " + elapsed + " ns");
    }

    @Test
    void twoProducers() throws Exception {
        var out = Printed.by(TwoProducers::main, "4").out();

        assertEquals(8, out.size(), out::toString);
        assertEquals(List.of("Got: tick 1", "Got: tick 2", "Got: tick 3", "Got: tick 4"),
                startingWith("Got: tick", out));
        assertEquals(List.of("Got: tock 1", "Got: tock 2", "Got: tock 3", "Got: tock 4"),
                startingWith("Got: tock", out));
    }

    private static List<String> startingWith(String prefix, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(prefix)).toList();
    }

    @Test
    void droppedReceiver() throws Exception {
        assertEquals(List.of("Nobody receives any more"), Printed.by(DroppedReceiver::main).out());
    }

    @Test
    void handlingErrors() throws Exception {
        assertEquals(List.of("Sent: tea", "Got: tea", "Nothing more will come", "Not sent: coffee"),
                Printed.by(HandlingErrors::main).out());
    }

    @Test
    void dyingProducer() throws Exception {
        var printed = Printed.by(DyingProducer::main);

        assertEquals(List.of("Got: 3", "Got: 2", "The loop is over", "Got: 3", "Got: 2", "Cut short: launch aborted"),
                printed.out());
        var deaths = printed.err().stream().filter(line -> line.contains("launch aborted")).toList();
        assertEquals(1, deaths.size(), () -> "only the first thread dies of it: " + printed.err());
    }

    @Test
    void backpressure() throws Exception {
        var out = Printed.by(Backpressure::main).out();

        assertEquals(List.of("sent 1", "sent 2", "sent 3", "sent 4", "sent 5"), startingWith("sent", out));
        assertEquals(List.of("received 1", "received 2", "received 3", "received 4", "received 5"),
                startingWith("received", out));
        int ahead = 0;
        for (String line : out) {
            ahead += line.startsWith("sent") ? 1 : line.startsWith("received") ? -1 : 0;
            // One in the channel, and one that was received and not printed yet; or received and the sender has not
            // printed.
            assertTrue(-1 <= ahead && ahead <= 2, out::toString);
        }
    }

    @Test
    void handOff() throws Exception {
        assertEquals(List.of("nobody takes the bread yet", "served soup", "served fish", "served cake"),
                Printed.by(HandOff::main).out());
    }

    @Test
    void stopwatch() throws Exception {
        var period = Duration.ofMillis(20);
        long start = System.nanoTime();
        var out = Printed.by(Stopwatch::main, String.valueOf(period.toMillis())).out();
        long elapsed = System.nanoTime() - start;

        assertTrue(elapsed >= period.multipliedBy(9).dividedBy(2).toNanos(), () -> "over after " + elapsed + " ns");
        assertEquals("time is over", out.get(out.size() - 1));
        assertTrue(out.size() <= 5, out::toString); // fewer if it was late and ticks were dropped
        for (int i = 0; i < out.size() - 1; i++) {
            assertEquals("tick " + (i + 1), out.get(i));
        }
    }

    @Test
    void twoFeeds() throws Exception {
        var out = Printed.by(TwoFeeds::main).out();

        assertEquals(6, out.size(), out::toString);
        assertEquals(List.of("news 1", "news 2", "news 3"), startingWith("news", out));
        assertEquals(List.of("sports 1", "sports 2"), startingWith("sports", out));
        assertEquals("both feeds are over", out.get(5));
    }

    @Test
    void fibonacci() throws Exception {
        assertEquals(List.of("0", "1", "1", "2", "3", "5", "8", "quit: enough"), Printed.by(Fibonacci::main, "7").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "Ann Bea", "Ann Bea Cem", "Ann Bea Cem Dan Eve Fay Gus Hal Ida", ""})
    void matching(String names) throws Exception {
        var out = names.isEmpty() ? Printed.by(Matching::main).out() : Printed.by(Matching::main, names.split(" ")).out();

        var people = List.of((names.isEmpty() ? "Anna Bob Cody Dave Eva" : names).split(" "));
        int pairs = people.size() / 2;
        assertEquals(pairs + people.size() % 2, out.size(), out::toString);
        var seen = new ArrayList<String>();
        for (String line : out) {
            var words = List.of(line.split(" "));
            seen.add(words.get(0));
            if (words.get(1).equals("met")) {
                seen.add(words.get(2));
            } else {
                assertEquals(List.of("found", "nobody"), words.subList(1, words.size()));
                assertEquals(pairs, out.indexOf(line), "the last line");
            }
        }
        seen.sort(null);
        assertEquals(people, seen, out::toString); // each one once
    }

    @Test
    void primeSieve() throws Exception {
        assertEquals(List.of("2", "3", "5", "7", "11", "13", "17", "19", "23", "29"),
                Printed.by(PrimeSieve::main).out());
        assertEquals(List.of(), Printed.by(PrimeSieve::main, "0").out());
    }

    @Test
    void requestWithTimeout() throws Exception {
        var patience = Duration.ofMillis(20);
        long start = System.nanoTime();
        var out = Printed.by(RequestWithTimeout::main, String.valueOf(patience.toMillis())).out();
        long elapsed = System.nanoTime() - start;

        assertEquals(List.of("6 * 7 is 42", "the meaning of life: no answer in 20 ms"), out);
        assertTrue(elapsed >= patience.toNanos(), () -> "gave up after " + elapsed + " ns");
    }

    @Test
    void openFiles() throws Exception {
        assertEquals(List.of("found in file2.txt", "0 of 5 files open"), Printed.by(OpenFiles::main).out());
    }

    @Test
    void crawler() throws Exception {
        assertEquals(List.of("10000 pages"), Printed.by(Crawler::main).out());
    }
}
