package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience();

    @Test
    void pollsThatPayBecomeMoreUpToALimit() {
        int before = patience.polls();
        int most = 0;
        for (int i = 0; i < 100; i++) {
            patience.learn(true);
            assertTrue(patience.polls() >= before, "never fewer");
            before = patience.polls();
            most = Math.max(most, before);
        }
        assertEquals(256, most);
        assertEquals(256, patience.polls());
    }

    @Test
    void pollsInVainHalve() {
        IntStream.range(0, 100).forEach(i -> patience.learn(true));
        patience.learn(false);
        assertEquals(128, patience.polls());
        patience.learn(false);
        assertEquals(64, patience.polls());
    }

    @Test
    void whoHasGivenUpTriesAgainNowAndThen() {
        IntStream.range(0, 100).forEach(i -> patience.learn(false));
        int waits = 1000;
        long trials = IntStream.range(0, waits).map(i -> patience.polls()).filter(polls -> polls > 0).count();
        assertTrue(trials > 0 && trials < waits / 10, trials + " of " + waits);
        patience.learn(true);
        assertTrue(patience.polls() > 0, "one that paid is believed");
    }
}
