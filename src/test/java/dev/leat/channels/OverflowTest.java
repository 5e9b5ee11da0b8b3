package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stack that ends in the middle of an operation keeps nobody waiting, and does not upset the counts. */
class OverflowTest {
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-Xmixed"})
    void whatAnOverflowStoppedIsDoneLater(String mode) throws Exception {
        String output = ChildJvm.run(OverflowProgram.class, mode, "-XX:+UseSerialGC", "-Xmx64m");
        assertTrue(output.matches("(?s).*overflows: [1-9][0-9]*\\s*"), output);
    }

    /** A class whose initialization was stopped can never be used again. */
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-Xmixed"})
    void aFirstWaitAtTheEndOfAStackIsNotTheLastOne(String mode) throws Exception {
        String output = ChildJvm.run(FirstWaitProgram.class, mode, "-XX:+UseSerialGC", "-Xmx64m");
        assertTrue(output.matches("(?s).*overflows: [1-9][0-9]*\\s*"), output);
    }
}
