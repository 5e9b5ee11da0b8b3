package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Timers, on virtual threads only. */
@ExtendWith(VirtualThreads.class)
class TimerVirtualTest {
    @Nested
    class Far extends TimerContract {
        @Override
        Receiver<Instant> far() {
            return Channels.after(Duration.ofHours(1));
        }

        @Override
        String kind() {
            return "after";
        }

        @Override
        <V> Task<V> start(Callable<V> body) {
            return Task.start(Thread.ofVirtual().factory(), body);
        }
    }

    @Test
    void aSelectWaitsUntilTheFirstIsDue() throws Exception {
        var period = Duration.ofMillis(5);
        long start = System.nanoTime();
        try (var tick = Channels.tick(period); var over = Channels.after(period.multipliedBy(4))) {
            var watch = Select.ofInOrder(Select.receive(over, due -> 0), Select.receive(tick, due -> 1));
            int ticks = 0;
            for (int tock = watch.select(); tock == 1; tock = watch.select()) {
                ticks++;
                assertTrue(System.nanoTime() - start >= period.multipliedBy(ticks).toNanos(), "a tick is early");
            }
            assertTrue(System.nanoTime() - start >= period.multipliedBy(4).toNanos(), "the end is early");
        }
    }
}
