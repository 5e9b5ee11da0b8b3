package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.channels.Await;
import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeakWatchTest {
    /** A program's launcher may interrupt, wait for or count what it finds in the group of the program's threads. */
    @Test
    void watchIsADaemonOfTheRootGroup() {
        var channel = Channels.unbounded(); // open, or the watch could end
        var watches = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("leat-leak-watch")).toList();
        assertEquals(1, watches.size());
        var watch = watches.get(0);
        assertTrue(watch.isDaemon());
        assertNull(watch.getThreadGroup().getParent());
        assertNull(watch.getContextClassLoader());

        watch.interrupt();
        var receiver = receiverOfForgottenSender();
        Await.collecting(() -> receiver.senderCount() == 0, "the watch goes on");
        receiver.close();
        channel.sender().close();
        channel.receiver().close();
    }

    /** The channels are not gone, only the receiver that had them together. */
    @Test
    void reportOfAMergedReceiverNamesItsChannels() {
        var orders = Channels.<Object>named("orders").unbounded();
        var rest = Channels.<Object>rendezvous();
        var merged = (ReceiverHandle<Object>) Channels.merge(orders.receiver(), rest.receiver());
        assertTrue(merged.lease.nameOfGone().startsWith("the merged channel \"orders + rendezvous\""), merged.lease.nameOfGone());
        merged.close();
        orders.sender().close();
        rest.sender().close();
    }

    private static Receiver<?> receiverOfForgottenSender() {
        return Channels.unbounded().receiver();
    }
}
