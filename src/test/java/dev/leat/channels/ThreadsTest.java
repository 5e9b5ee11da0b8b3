package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ThreadsTest {
    /** Nothing that waits, or that is due some day, needs a thread of the library's: see ThreadsProgram. */
    @Test
    void onlyTheWatchOfOpenHandlesHasAThread() throws Exception {
        String output = ChildJvm.run(ThreadsProgram.class);
        assertTrue(output.contains("no other threads"), output);
    }
}
