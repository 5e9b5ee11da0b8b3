package dev.leat.channels;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** Passes millions of messages through a channel in the old generation. For TenuredChannelTest. */
final class TenuredProgram {
    private static final int MESSAGES = 20_000_000;

    private TenuredProgram() {
    }

    public static void main(String[] args) throws Exception {
        pass(0);
        pass(1_000);
        System.out.println("flat");
    }

    private static void pass(int backlog) throws Exception {
        Channel<Object> channel = Channels.unbounded();
        for (int i = 0; i < backlog; i++) {
            channel.sender().send(new Object());
        }
        System.gc(); // a full collection promotes all there is
        long before = old().getUsage().getUsed();
        long collections = full().getCollectionCount();
        for (int i = 0; i < MESSAGES; i++) {
            channel.sender().send(new Object());
            channel.receiver().receive();
        }
        long growth = old().getUsage().getUsed() - before;
        System.out.println("backlog " + backlog + ": the old generation grew by " + growth);
        if (growth > 20_000_000 || full().getCollectionCount() > collections) {
            throw new AssertionError("the passed segments were promoted");
        }
        channel.sender().close();
        channel.receiver().close();
    }

    private static MemoryPoolMXBean old() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Tenured Gen")).findAny().orElseThrow();
    }

    private static GarbageCollectorMXBean full() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> collector.getName().equals("MarkSweepCompact")).findAny().orElseThrow();
    }
}
