package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ForgottenHandleReportTest {
    @Test
    void everyForgottenHandleIsReportedOnce() throws Exception {
        List<String> lines = ChildJvm.run(ForgetfulProgram.class).lines().toList();
        assertReports(lines);
        assertEquals(0, count(lines, line -> line.startsWith("made by: ")));
    }

    @Test
    void trackedHandlesAreReportedWithWhereTheyWereMade() throws Exception {
        List<String> lines = ChildJvm.run(ForgetfulProgram.class, "-Ddev.leat.channels.trackHandles=true")
            .lines().toList();
        assertReports(lines);
        assertEquals(1, count(lines, "made by: forgetSender"::equals));
        assertEquals(1, count(lines, "made by: forgetReceiver"::equals));
        assertEquals(1, count(lines, "made by: forgetDuplicate"::equals));
        assertEquals(2, count(lines, "made by: forgetBoth"::equals));
        assertTrue(lines.contains("made by: duplicate"));
    }

    private static void assertReports(List<String> lines) {
        assertEquals(5, count(lines, line -> line.startsWith("report: ")), () -> String.join("\n", lines));
        assertEquals(5, count(lines, line -> line.startsWith("report: WARNING ")));
        assertEquals(3, count(lines, line -> line.startsWith("report: ") && line.contains("a sender of ")));
        assertEquals(2, count(lines, line -> line.startsWith("report: ") && line.contains("a receiver of ")));
        assertFalse(lines.stream().anyMatch(line -> line.contains("secret")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("unbounded")));
    }

    private static long count(List<String> lines, Predicate<String> wanted) {
        return lines.stream().filter(wanted).count();
    }
}
