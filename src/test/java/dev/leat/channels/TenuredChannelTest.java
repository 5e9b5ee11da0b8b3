package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TenuredChannelTest {
    /** A dead segment in the old generation must not drag all that were ever behind it there, too. */
    @Test
    void theHeapStaysFlat() throws Exception {
        String output = ChildJvm.run(TenuredProgram.class, "-XX:+UseSerialGC", "-Xmn8m", "-Xmx512m");
        assertTrue(output.contains("flat"), output);
    }
}
