package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UnloadTest {
    @Test
    void anApplicationThatClosesItsChannelsLeavesNeitherThreadsNorClasses() throws Exception {
        String output = ChildJvm.run(UnloadProgram.class);
        assertTrue(output.contains("unloaded"), output);
    }
}
