package dev.leat.channels.engine.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.engine.scale.Scale.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the essays of LinkedEngine, SlotEngine and RendezvousEngine say of cost, on a simulated machine with many processors. */
class ScaleTest {
    private static final int NO_WORK = 20;
    private static final int WORK = 20 * Machine.TRANSFER;
    private static final int[] HOLDS = {0, Machine.TRANSFER / 2};

    @Test
    void isTheSameEachTime() {
        assertEquals(Scale.of(Scene.BOTH, 4, NO_WORK, 50), Scale.of(Scene.BOTH, 4, NO_WORK, 50));
    }

    @ParameterizedTest
    @CsvSource({"SEND, 1", "RECEIVE, 1", "CLAIM, 1", "CLAIM_BY_CAS, 2"})
    void aloneAnOperationTakesOneAtomicStepAndTwoWrites(Scene scene, int atomics) {
        Scale s = Scale.of(scene, 1, NO_WORK, 0);
        assertEquals(atomics, s.atomics(), s.toString());
        assertEquals(2, s.writes(), s.toString());
    }

    @ParameterizedTest
    @EnumSource(names = {"SEND", "RECEIVE", "BOTH"})
    void sixteenThatDoNothingElseHardlyTryTwice(Scene scene) {
        for (int hold : HOLDS) {
            Scale s = Scale.of(scene, 16, NO_WORK, hold);
            assertTrue(s.tries() < 1.5, s.toString());
            assertTrue(s.transfers() < 6, s.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SEND", "RECEIVE", "BOTH"})
    void fourThatDoSomethingElseHardlyMeetAndSixteenMeetAFewTimes(Scene scene) {
        for (int hold : HOLDS) {
            Scale four = Scale.of(scene, 4, WORK, hold);
            assertTrue(four.tries() < 1.5, four.toString());
            Scale sixteen = Scale.of(scene, 16, WORK, hold);
            assertTrue(sixteen.tries() < 4, sixteen.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"SEND, SEND_AT_ONCE, 1.3", "RECEIVE, RECEIVE_AT_ONCE, 3"})
    void withoutBackingOffFewerMessagesPass(Scene scene, Scene atOnce, double factor) {
        for (int k : new int[] {4, 16}) {
            for (int hold : HOLDS) {
                Scale s = Scale.of(scene, k, NO_WORK, hold);
                Scale other = Scale.of(atOnce, k, NO_WORK, hold);
                assertTrue(s.rate() > factor * other.rate(), s + " against " + other);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void sendersReachMoreThanHalfTheRateOfGetAndAdd(int k) {
        for (int hold : HOLDS) {
            Scale send = Scale.of(Scene.SEND, k, NO_WORK, hold);
            Scale claim = Scale.of(Scene.CLAIM, k, NO_WORK, hold);
            assertTrue(send.rate() > claim.rate() / 2, send + " against " + claim);
        }
    }

    @Test
    void atASlotAnOperationTakesOneAtomicStepAndFourTransfersAMessage() {
        for (int hold : HOLDS) {
            Scale s = Scale.of(Scene.SLOT, 1, NO_WORK, hold);
            assertEquals(1, s.atomics(), s.toString());
            assertTrue(s.transfers() < 2.1, s.toString());
            assertTrue(s.rate() > 1 / 6.2, s.toString());
        }
    }

    @Test
    void atASlotManyAreSlowerAndSlowerStillWithoutBackingOff() {
        for (int hold : HOLDS) {
            Scale four = Scale.of(Scene.SLOT, 4, NO_WORK, hold);
            assertTrue(four.rate() > 1 / 12.0, four.toString());
            Scale atOnce = Scale.of(Scene.SLOT_AT_ONCE, 4, NO_WORK, hold);
            assertTrue(four.rate() > 1.2 * atOnce.rate(), four + " against " + atOnce);
            Scale sixteen = Scale.of(Scene.SLOT, 16, NO_WORK, hold);
            assertTrue(sixteen.rate() > 1 / 65.0, sixteen.toString());
        }
    }

    @Test
    void aMeetingAtASlotTakesFewerWritesThanOneInTheLine() {
        for (int hold : HOLDS) {
            Scale slot = Scale.of(Scene.MEET, 1, NO_WORK, hold);
            Scale line = Scale.of(Scene.MEET_IN_LINE, 1, NO_WORK, hold);
            assertTrue(slot.writes() < 1.1 && line.writes() > 3, slot + " against " + line);
        }
    }

    @Test
    void twoPairsMeetMoreOftenThanOne() {
        for (int hold : HOLDS) {
            Scale one = Scale.of(Scene.MEET, 1, NO_WORK, hold);
            Scale two = Scale.of(Scene.MEET, 2, NO_WORK, hold);
            assertTrue(two.rate() > 1.3 * one.rate(), two + " against " + one);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void aMeetingTakesTwoAtomicStepsAndMoreInACrowd(int k) {
        for (int hold : HOLDS) {
            Scale s = Scale.of(Scene.MEET, k, NO_WORK, hold);
            double meeting = 2 * s.atomics();
            assertTrue(meeting >= 1.9 && meeting <= (k == 1 ? 2.1 : 5 + k / 4.0), s.toString());
            assertTrue(s.rate() > 0.06, s.toString());
        }
    }
}
