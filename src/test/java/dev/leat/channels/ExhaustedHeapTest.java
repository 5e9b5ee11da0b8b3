package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.engine.FullHeapProgram;
import org.junit.jupiter.api.Test;

class ExhaustedHeapTest {
    /** Who filled the heap gets the error, and can still close; those who receive go on and meet the end. */
    @Test
    void aChannelThatFilledTheHeapWorksOnAndEnds() throws Exception {
        String output = ChildJvm.run(ExhaustedProgram.class, "-XX:+UseSerialGC", "-Xmx16m");
        assertTrue(output.contains("nothing lost"), output);
    }

    /** Whatever it cannot do as long as there is no memory: it waits for work then, and looks whether it is to end. */
    @Test
    void theLeakWatchOutlivesAFullHeap() throws Exception {
        String output = ChildJvm.run(FullHeapProgram.class, "-XX:+UseSerialGC", "-Xmx32m");
        assertTrue(output.contains("still watched"), output);
    }
}
