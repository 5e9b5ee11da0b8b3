package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience();

    @Test
    void spinsThatPayBecomeMoreUpToALimit() {
        int before = patience.spins();
        int most = 0;
        for (int i = 0; i < 100; i++) {
            patience.learn(true);
            assertTrue(patience.spins() >= before, "never fewer");
            before = patience.spins();
            most = Math.max(most, before);
        }
        assertEquals(256, most);
        assertEquals(256, patience.spins());
    }

    @Test
    void spinsInVainHalve() {
        IntStream.range(0, 100).forEach(i -> patience.learn(true));
        patience.learn(false);
        assertEquals(128, patience.spins());
        patience.learn(false);
        assertEquals(64, patience.spins());
    }

    @Test
    void whoHasGivenUpTriesAgainNowAndThen() {
        IntStream.range(0, 100).forEach(i -> patience.learn(false));
        int waits = 1000;
        long trials = IntStream.range(0, waits).map(i -> patience.spins()).filter(spins -> spins > 0).count();
        assertTrue(trials > 0 && trials < waits / 10, trials + " of " + waits);
        patience.learn(true);
        assertTrue(patience.spins() > 0, "one that paid is believed");
    }
}
