package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A handle is in use, and not forgotten, as long as an operation runs on it. */
class HandleInUseTest {
    /** In compiled code a reference ends with its last use, which may be long before the method returns. */
    @Test
    void whileItWaitsInCompiledCode() throws Exception {
        String output = ChildJvm.run(InUseProgram.class, "-Xcomp", "-XX:-TieredCompilation",
            "-XX:CompileCommand=quiet", "-XX:CompileCommand=compileonly,dev.leat.channels.*::*",
            "-XX:CompileCommand=compileonly,dev.leat.channels.engine.*::*");
        assertTrue(output.contains("in use, not forgotten"), output);
    }
}
