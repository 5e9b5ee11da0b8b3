package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long LONG = 50_000;
    private static final long SHORT = LONG - 1;
    private static final long LONG_TURN = 5_000;

    private final Patience patience = new Patience();

    @BeforeEach
    @AfterEach
    void othersHaveLearnedNothing() {
        new Patience().learnFromYields(true);
        new Patience().learnThatItWasShort();
    }

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
        assertEquals(2048, most);
        assertEquals(2048, patience.spins());
    }

    @Test
    void spinsInVainHalve() {
        IntStream.range(0, 100).forEach(i -> patience.learn(true));
        patience.learn(false);
        assertEquals(1024, patience.spins());
        patience.learn(false);
        assertEquals(512, patience.spins());
    }

    /** So a change that lasts for a moment is forgotten after a like one, and where waits are never short trials are rare. */
    @Test
    void whoHasGivenUpTriesAgainSoonAndThenLessAndLessOften() {
        IntStream.range(0, 100).forEach(i -> patience.learn(false));
        assertEquals(List.of(8, 16, 32, 64, 128, 256, 256, 256), trials(8));
        patience.learn(true);
        assertTrue(patience.spins() > 0, "one that paid is believed");
        IntStream.range(0, 100).forEach(i -> patience.learn(false));
        assertEquals(List.of(8, 16), trials(2), "soon again");
    }

    /** Returns after how many waits each of some trials comes, none of which pays. */
    private List<Integer> trials(int count) {
        var after = new ArrayList<Integer>();
        for (int waits = 1; after.size() < count; waits++) {
            assertTrue(waits <= 1000, "no trial after " + after);
            if (patience.spins() > 0) {
                after.add(waits);
                waits = 0;
            }
            patience.learn(false);
        }
        return after;
    }

    @Test
    void yieldsInVainAreLeftOutForAWhile() {
        patience.learnFromYields(true);
        assertTrue(patience.yields());
        assertTrue(patience.yields(), "for as long as they pay");
        patience.learnFromYields(false);
        assertEquals(24, waitsWithoutYields(patience));
        assertTrue(patience.yields(), "until it learns something else");
    }

    /** Many a channel has too few waits to find out by itself. */
    @Test
    void newChannelsAreWarnedOfYieldsInVain() {
        patience.learnFromYields(false);
        var other = new Patience();
        assertEquals(24, waitsWithoutYields(other));
        other.learnFromYields(true);
        assertEquals(0, waitsWithoutYields(new Patience()), "they pay again");
    }

    /** Or channels that see a few waits each would never yield again. */
    @Test
    void aWarningIsForgotten() {
        patience.learnFromYields(false);
        long warned = IntStream.range(0, 100).mapToObj(i -> new Patience()).filter(channel -> !channel.yields()).count();
        assertEquals(64, warned);
        assertEquals(24, waitsWithoutYields(patience), "but not what the channel itself has seen");
    }

    @Test
    void whereOthersAreReadyYieldsAreLeftOutForAWhile() {
        patience.learnFromYields(true);
        assertTrue(patience.yields());
        patience.learnFromTurn(LONG_TURN - 1);
        assertFalse(patience.skipsYields());
        patience.learnFromTurn(LONG_TURN);
        assertTrue(patience.skipsYields());
        assertEquals(24, waitsWithoutYields(patience));
        assertFalse(patience.skipsYields());
    }

    @Test
    void newChannelsAreWarnedOfLongTurns() {
        patience.learnFromTurn(LONG_TURN);
        patience.learnFromYields(true); // there it paid, and took long
        assertEquals(24, waitsWithoutYields(new Patience()));
    }

    @Test
    void oneTurnOfEightIsTimedAndAllAfterALongOne() {
        for (int i = 0; i < 20; i++) {
            assertTrue(patience.timesTurn(), "turn " + i);
            patience.learnFromTurn(LONG_TURN);
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(i % 8 == 0, patience.timesTurn(), "turn " + i);
        }
    }

    /** Many a channel sees no other wait. */
    @Test
    void aPlatformThreadYieldsAFewTimesAtANewChannelIfFirstWaitsAreLong() {
        longFirstWaits(2);
        assertEquals(60, patience.platformYields(60), "two may be by chance");
        longFirstWaits(1);
        assertEquals(10, patience.platformYields(60));
        assertEquals(3, patience.platformYields(3));
        patience.learn(false);
        assertEquals(60, patience.platformYields(60), "the second wait there");
    }

    @Test
    void aFirstWaitThatIsShortEndsThat() {
        longFirstWaits(100);
        var parked = new Patience();
        parked.learn(false);
        parked.learnFromPark(SHORT, false);
        assertEquals(10, patience.platformYields(60), "its time was over");
        parked.learnFromPark(SHORT, true);
        assertEquals(60, patience.platformYields(60));
        longFirstWaits(3);
        assertEquals(10, patience.platformYields(60));
        new Patience().learn(true);
        assertEquals(60, patience.platformYields(60), "over before its thread parked");
    }

    /** Where messages come after pauses some waits are short, and nobody else is to take that for his. */
    @Test
    void onlyFirstWaitsCountForNewChannels() {
        var other = new Patience();
        other.learn(true);
        IntStream.range(0, 100).forEach(i -> other.learnFromPark(LONG, true));
        assertEquals(60, patience.platformYields(60));
        longFirstWaits(3);
        other.learnFromPark(SHORT, true);
        assertEquals(10, patience.platformYields(60));
    }

    @Test
    void aPlatformThreadParksAtOnceWhereWaitsAreLong() {
        longWaits(2);
        assertTrue(platformYields(), "two may be by chance");
        longWaits(1);
        assertFalse(platformYields());
        patience.learnFromPark(SHORT, false);
        assertFalse(platformYields(), "if its time is over, nobody knows how long it would have been");
        patience.learnFromPark(SHORT, true);
        assertTrue(platformYields(), "the next message came soon");
        longWaits(2);
        assertTrue(platformYields(), "those before do not count any more");
    }

    @Test
    void aWaitThatEndsWithoutParkingIsShort() {
        longWaits(3);
        patience.learn(false);
        assertFalse(platformYields());
        patience.learn(true);
        assertTrue(platformYields());
    }

    /** Two that wait for each other, and both park at once, are woken each time: those waits are long. */
    @Test
    void someLongWaitsAreTrials() {
        longWaits(3);
        for (int trial = 0; trial < 100; trial++) {
            for (int i = 0; i < 16; i++) {
                assertFalse(platformYields());
                longWaits(1);
            }
            assertTrue(platformYields());
            longWaits(1);
        }
    }

    private boolean platformYields() {
        return patience.platformYields(1) > 0;
    }

    /** Lets a platform thread wait for long at each of some new channels. */
    static void longFirstWaits(int channels) {
        for (int i = 0; i < channels; i++) {
            var other = new Patience();
            other.learn(false);
            other.learnFromPark(LONG, true);
        }
    }

    private void longWaits(int count) {
        for (int i = 0; i < count; i++) {
            patience.learnFromPark(LONG, true);
        }
    }

    /** Returns how many waits are to park without yields, from now on; and asks for one more. */
    static int waitsWithoutYields(Patience patience) {
        int waits = 0;
        while (!patience.yields()) {
            assertTrue(waits < 1000, "never again");
            waits++;
        }
        return waits;
    }
}
