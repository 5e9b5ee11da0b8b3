package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is different on a virtual thread. */
@Timeout(30)
class WaitPolicyVirtualTest {
    private static int polls(Deadline deadline) {
        int polls = 0;
        while (WaitPolicy.MEETING.pause(polls, 0, deadline)) {
            polls++;
        }
        return polls;
    }

    private static String seen() {
        return polls(Deadline.NEVER) + " yields, " + polls(Deadline.after(Duration.ZERO)) + " without time; if first "
                + WaitPolicy.yieldsPay(true) + ", else " + WaitPolicy.yieldsPay(false);
    }

    @Test
    void yieldsAreFewAndOnlyForWhoIsFirst() throws Exception {
        var seen = new FutureTask<>(WaitPolicyVirtualTest::seen);
        Thread.ofVirtual().start(seen);
        assertEquals("2 yields, 1 without time; if first true, else false", seen.get());
    }
}
