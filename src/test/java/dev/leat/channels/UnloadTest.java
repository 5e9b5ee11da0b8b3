package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UnloadTest {
    @Test
    void anApplicationThatClosesItsChannelsLeavesNeitherThreadsNorClasses() throws Exception {
        assertEquals("unloaded", ChildJvm.run(UnloadProgram.class).strip());
    }
}
