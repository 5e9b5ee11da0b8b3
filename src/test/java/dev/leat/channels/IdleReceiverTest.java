package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleReceiverTest {
    @Test
    void aWaitingReceiverUsesNoProcessor() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Channel<Integer> channel = Channels.unbounded();
        List<Task<Long>> waiting = new ArrayList<>();
        for (Taking taking : Taking.waiting().toList()) {
            channel.sender().send(0);
            waiting.add(Task.start(() -> {
                assertNotNull(taking.from(channel.receiver())); // everything is loaded now
                long before = threads.getCurrentThreadCpuTime();
                assertNotNull(taking.from(channel.receiver()));
                return threads.getCurrentThreadCpuTime() - before;
            }).awaitBlocked());
        }
        Thread.sleep(1_000); // not to wait for something, but to measure over this time
        for (int i = 0; i < waiting.size(); i++) {
            channel.sender().send(1);
        }
        for (Task<Long> task : waiting) {
            long used = task.get();
            assertTrue(used < 10_000_000, () -> used + " ns of processor time within a second");
        }
        channel.sender().close();
        channel.receiver().close();
    }
}
