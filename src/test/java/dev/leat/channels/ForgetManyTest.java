package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForgetManyTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobodyHangsEachIsReportedOnceAndNothingInUseIsClosed(boolean tracked) throws Exception {
        String output = ChildJvm.run(ForgetManyProgram.class, "-Xmx256m", "-XX:+UseSerialGC",
            "-Ddev.leat.channels.trackHandles=" + tracked);
        assertTrue(output.contains("all as it should be"), output);
    }
}
