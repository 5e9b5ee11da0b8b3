package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that were sent and will not be received: each goes to the channel's handler, once, and no other does. */
@ExtendWith(QuietReports.class)
abstract class LeftoverContract extends StressContract {
    private final List<Object> undelivered = new CopyOnWriteArrayList<>();

    private <T> Channel<T> noting() {
        return make(Channels.<T>onUndelivered(undelivered::add));
    }

    /** Opens a channel whose leftovers are noted, with messages queued. */
    private Channel<Integer> notingWith(Integer... messages) throws InterruptedException {
        assumeRoom(messages.length);
        Channel<Integer> channel = noting();
        closing(channel.sender());
        closing(channel.receiver());
        for (Integer message : messages) {
            channel.sender().send(message);
        }
        return channel;
    }

    @Test
    void whatIsQueuedWhenTheLastReceiverClosesIsUndelivered() throws Exception {
        Channel<Integer> channel = notingWith(1, 2, 3);
        Receiver<Integer> second = closing(channel.receiver().duplicate());
        assertEquals(1, second.receive());
        channel.receiver().close();
        assertEquals(List.of(), undelivered);
        second.close();
        assertEquals(List.of(2, 3), undelivered);
        second.close();
        assertThrows(DisconnectedException.class, () -> channel.sender().send(4));
        assertThrows(DisconnectedException.class, () -> channel.sender().trySend(4));
        channel.sender().close();
        assertEquals(List.of(2, 3), undelivered);
    }

    @Test
    void itIsUndeliveredAlsoAfterTheSendersAreGone() throws Exception {
        Channel<Integer> channel = notingWith(1, 2);
        channel.sender().closeExceptionally(new Exception("a cause"));
        assertEquals(List.of(), undelivered);
        channel.receiver().close();
        assertEquals(List.of(1, 2), undelivered);
    }

    @Test
    void whatIsReceivedIsNotUndelivered() throws Exception {
        Channel<Integer> channel = notingWith(1, 2);
        assertEquals(1, channel.receiver().receive());
        channel.sender().close();
        assertEquals(List.of(2), channel.receiver().stream().toList());
        channel.receiver().close();
        assertEquals(List.of(), undelivered);
    }

    @Test
    void manySegmentsAreHandedOutInOrder() throws Exception {
        int count = Math.min(capacity(), 10_000);
        List<Integer> sent = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        Channel<Integer> channel = make(Channels.<Integer>onUndelivered(left::add));
        for (int i = 0; i < count; i++) {
            channel.sender().send(i);
            sent.add(i);
        }
        channel.receiver().close();
        channel.sender().close();
        assertEquals(sent, left);
    }

    @Test
    void whoIsRefusedHasNotSent() throws Exception {
        Channel<Integer> channel = noting();
        closing(channel.sender());
        for (int i = 0; i < Math.min(capacity(), 1_000); i++) {
            channel.sender().send(i);
        }
        int queued = channel.sender().size();
        if (capacity() <= 1_000) {
            assertFalse(channel.sender().trySend(-1));
            assertFalse(channel.sender().trySend(-1, Duration.ofNanos(1)));
            Task<Void> waiting = sending(channel.sender(), -1);
            waiting.awaitBlocked();
            Task<Void> interrupted = sending(channel.sender(), -1);
            interrupted.awaitBlocked().interrupt();
            assertThrows(InterruptedException.class, interrupted::get);
            channel.receiver().close();
            assertThrows(DisconnectedException.class, waiting::get);
        } else {
            channel.receiver().close();
        }
        assertThrows(DisconnectedException.class, () -> channel.sender().send(-1));
        assertEquals(queued, undelivered.size());
        assertFalse(undelivered.contains(-1));
    }

    @Test
    void whatAnIteratorFoundIsItsOwn() throws Exception {
        Channel<Integer> channel = notingWith(1, 2);
        Iterator<Integer> loop = channel.receiver().iterator();
        assertTrue(loop.hasNext());
        channel.receiver().close();
        assertEquals(List.of(2), undelivered);
        assertEquals(1, loop.next());
        assertFalse(loop.hasNext());
    }

    @Test
    void aSinkThatThrowsWasGivenItsMessage() throws Exception {
        Channel<Integer> channel = notingWith(1, 2, 3);
        assertThrows(UnsupportedOperationException.class, () -> channel.receiver().drainTo(List.of()));
        channel.receiver().close();
        assertEquals(List.of(2, 3), undelivered);
    }

    @Test
    void aHandlerThatThrowsKeepsNoMessageFromItself() throws Exception {
        assumeRoom(3);
        List<LogRecord> reports = new CopyOnWriteArrayList<>();
        Handler collector = new Handler() {
            @Override
            public void publish(LogRecord report) {
                if (report.getLevel() == Level.SEVERE && report.getMessage().contains("fragile")) {
                    reports.add(report);
                    throw new IllegalStateException("a logger that fails too");
                }
            }

            @Override
            public void flush() {
                // nothing is buffered
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        RuntimeException exception = new RuntimeException("an exception of the handler");
        Error error = new Error("an error of the handler");
        Channel<Integer> channel = make(Channels.<Integer>named("fragile").onUndelivered(message -> {
            undelivered.add(message);
            if (message == 1) {
                throw exception;
            }
            throw error;
        }));
        for (int i = 1; i <= 3; i++) {
            channel.sender().send(i);
        }
        List<Throwable> uncaught = new ArrayList<>();
        Thread current = Thread.currentThread();
        QuietReports.REPORTS.addHandler(collector);
        current.setUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        try {
            channel.receiver().close();
        } finally {
            current.setUncaughtExceptionHandler(null);
            QuietReports.REPORTS.removeHandler(collector);
        }
        channel.sender().close();
        assertEquals(List.of(1, 2, 3), undelivered);
        assertEquals(List.of(exception, error, error), reports.stream().map(LogRecord::getThrown).toList());
        assertEquals(3, uncaught.size(), "the logger's failures");
    }

    @Test
    void aHandlerMayUseTheChannelAndCloseHandles() throws Exception {
        assumeRoom(2);
        AtomicReference<Channel<Integer>> own = new AtomicReference<>();
        Channel<Integer> channel = make(Channels.<Integer>onUndelivered(message -> {
            Channel<Integer> it = own.get();
            assertTrue(it.sender().isDisconnected());
            assertTrue(it.toString().contains(kind()));
            assertEquals(2 - message, it.sender().size());
            assertThrows(DisconnectedException.class, () -> it.sender().trySend(3));
            assertThrows(IllegalStateException.class, it.receiver()::tryReceive);
            it.sender().duplicate().close();
            it.receiver().close();
            undelivered.add(message); // what an assertion threw would only be logged
        }));
        own.set(channel);
        channel.sender().send(1);
        channel.sender().send(2);
        channel.receiver().close();
        assertEquals(List.of(1, 2), undelivered);
        assertEquals(1, channel.sender().senderCount());
        channel.sender().close();
    }

    @Test
    void aHandlerMayLeaveChannelsBehindThatHaveLeftovers() throws Exception {
        assumeRoom(2);
        Channel<Integer> plain = make();
        Channel<Integer> inner = noting();
        for (Channel<Integer> channel : List.of(plain, inner)) {
            channel.sender().send(1);
            channel.sender().send(2);
        }
        List<Integer> sizes = new ArrayList<>();
        Channel<Receiver<Integer>> outer = make(Channels.<Receiver<Integer>>onUndelivered(receiver -> {
            receiver.close();
            sizes.add(receiver.size());
            undelivered.add("closed");
        }));
        outer.sender().send(inner.receiver());
        outer.sender().send(plain.receiver());
        outer.receiver().close();
        assertEquals(List.of("closed", "closed", 1, 2), undelivered);
        assertEquals(List.of(2, 0), sizes); // without a handler there is no reason to wait
        outer.sender().close();
        inner.sender().close();
        plain.sender().close();
    }

    @Test
    void channelsInChannelsDoNotExhaustTheStack() throws Exception {
        assumeRoom(1);
        int depth = 100_000;
        AtomicInteger closed = new AtomicInteger();
        ChannelBuilder<Receiver<?>> nesting = Channels.onUndelivered(receiver -> {
            receiver.close();
            closed.incrementAndGet();
        });
        Channel<Receiver<?>> outermost = make(nesting);
        for (int i = 0; i < depth; i++) {
            Channel<Receiver<?>> inner = outermost;
            outermost = make(nesting);
            outermost.sender().send(inner.receiver());
            inner.sender().close();
        }
        outermost.sender().close();
        outermost.receiver().close();
        assertEquals(depth, closed.get());
    }

    @Test
    void aForgottenReceiverHasLeftoversToo() throws Exception {
        assumeRoom(2);
        Sender<Integer> sender = closing(senderOfForgottenReceiver());
        Await.collecting(() -> undelivered.size() == 2, "the leftovers");
        assertEquals(List.of(1, 2), undelivered);
        assertTrue(sender.isDisconnected());
    }

    private Sender<Integer> senderOfForgottenReceiver() throws InterruptedException {
        Channel<Integer> channel = noting();
        channel.sender().send(1);
        channel.sender().send(2);
        return channel.sender();
    }

    @Test
    void aChannelThatIsForgottenAsAWholeHasLeftoversToo() throws Exception {
        assumeRoom(1);
        WeakReference<?> message = forgetChannelWithMessage();
        Await.collecting(() -> undelivered.size() == 1, "the leftovers");
        assertSame(message.get(), undelivered.get(0));
        undelivered.clear();
        Await.collected(List.of(message)); // nothing keeps the channel any longer
    }

    private WeakReference<?> forgetChannelWithMessage() throws InterruptedException {
        Object message = new Object();
        this.<Object>noting().sender().send(message);
        return new WeakReference<>(message);
    }

    @Test
    void aNameShowsWhereverTheChannelDoes() throws Exception {
        Channel<Integer> channel = make(Channels.<Integer>named("first").name("the orders"));
        closing(channel.sender());
        closing(channel.receiver());
        for (Object named : List.of(channel, channel.sender(), channel.receiver())) {
            assertTrue(named.toString().contains("\"the orders\""), named::toString);
            assertTrue(named.toString().contains(kind()), named::toString);
        }
        assertFalse(open().toString().contains("\""));
        Task<Integer> waiting = start(channel.receiver()::receive).awaitBlocked();
        Object blocker = LockSupport.getBlocker(waiting.thread());
        assertTrue(blocker.toString().contains("\"the orders\""), blocker::toString);
        channel.sender().close();
        Exception end = assertThrows(DisconnectedException.class, waiting::get);
        assertTrue(end.getMessage().contains("\"the orders\""), end::getMessage);
    }

    @Test
    void aBuilderIsImmutable() throws Exception {
        assumeRoom(1);
        ChannelBuilder<Integer> first = Channels.onUndelivered(undelivered::add);
        ChannelBuilder<Integer> second = first.name("second").onUndelivered(message -> undelivered.add(-message));
        for (ChannelBuilder<Integer> builder : List.of(first, second, first)) {
            Channel<Integer> channel = make(builder);
            assertEquals(builder == second, channel.toString().contains("second"));
            channel.sender().send(1);
            channel.sender().close();
            channel.receiver().close();
        }
        assertEquals(List.of(1, -1, 1), undelivered);
    }

    /** Sent = received + undelivered, whoever gives up, is interrupted or closed meanwhile. */
    @Test
    void everyMessageThatWasSentIsReceivedOrUndelivered() {
        rounds(150, random -> {
            List<Integer> left = new CopyOnWriteArrayList<>();
            Channel<Integer> channel = make(Channels.<Integer>onUndelivered(left::add));
            Channel<Integer> never = make();
            List<Receiver<Integer>> receivers = List.of(channel.receiver(), channel.receiver().duplicate());
            List<Task<List<Integer>>> receiving = new ArrayList<>();
            List<Task<List<Integer>>> sending = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int first = i * 1_000;
                SplittableRandom own = random.split();
                SplittableRandom another = random.split();
                Receiver<Integer> receiver = receivers.get(i % 2);
                sending.add(start(() -> sendSomehow(channel.sender(), never.receiver(), first, own)));
                receiving.add(start(() -> receiveSomehow(receiver, never.receiver(), another)));
            }
            for (int i = random.nextInt(30); i > 0; i--) {
                dawdle(random);
                sending.get(random.nextInt(3)).interrupt();
                receiving.get(random.nextInt(3)).interrupt();
            }
            for (Receiver<Integer> receiver : receivers) {
                dawdle(random);
                receiver.close();
            }
            while (!sending.stream().allMatch(Task::isDone) || !receiving.stream().allMatch(Task::isDone)) {
                Thread.yield();
            }
            List<Integer> sent = flat(results(sending));
            List<Integer> arrived = flat(results(receiving));
            arrived.addAll(left);
            Set<Integer> once = new HashSet<>(arrived);
            assertEquals(arrived.size(), once.size(), "a message arrived twice");
            assertEquals(new HashSet<>(sent), once);
            channel.sender().close();
            never.sender().close();
            never.receiver().close();
        });
    }

    private static List<Integer> flat(List<List<Integer>> lists) {
        List<Integer> all = new ArrayList<>();
        lists.forEach(all::addAll);
        return all;
    }

    /** Sends in all ways, interrupted or not, until nobody receives. Returns what was sent. */
    private static List<Integer> sendSomehow(
            Sender<Integer> sender, Receiver<Integer> never, int first, SplittableRandom random) {
        List<Integer> sent = new ArrayList<>();
        for (int next = first; ; next++) {
            int message = next;
            try {
                boolean done = switch (random.nextInt(5)) {
                    case 0 -> sender.trySend(message);
                    case 1 -> sender.trySend(message, Duration.ofNanos(random.nextInt(100_000)));
                    case 2 -> Select.select(Select.send(sender, message, () -> true),
                            Select.receive(never, nothing -> false),
                            Select.timeout(Duration.ofNanos(random.nextInt(100_000)), () -> false));
                    case 3 -> Select.selectInOrder(Select.send(sender, message, () -> true),
                            Select.otherwise(() -> false));
                    default -> {
                        sender.send(message);
                        yield true;
                    }
                };
                if (done) {
                    sent.add(message);
                }
            } catch (InterruptedException notSent) {
                Thread.yield();
            } catch (DisconnectedException end) {
                return sent;
            }
            if (next - first == 999) {
                return sent;
            }
        }
    }

    /** Receives in all ways, interrupted or not, until the handle is closed. Returns what was received. */
    private static List<Integer> receiveSomehow(
            Receiver<Integer> receiver, Receiver<Integer> never, SplittableRandom random) {
        List<Integer> received = new ArrayList<>();
        for (;;) {
            try {
                switch (random.nextInt(7)) {
                    case 0 -> addIfAny(received, receiver.tryReceive());
                    case 1 -> addIfAny(received, receiver.tryReceive(Duration.ofNanos(random.nextInt(100_000))));
                    case 2 -> receiver.receiveMany(received, 3);
                    case 3 -> receiver.drainTo(received);
                    case 4 -> Select.select(Select.receive(receiver, received::add),
                            Select.receive(never, nothing -> false),
                            Select.timeout(Duration.ofNanos(random.nextInt(100_000)), () -> false));
                    case 5 -> receiver.available().forEach(received::add);
                    default -> received.add(receiver.receive());
                }
            } catch (InterruptedException nothingTaken) {
                Thread.yield();
            } catch (IllegalStateException closed) {
                return received;
            }
        }
    }

    private static void addIfAny(List<Integer> received, Integer message) {
        if (message != null) {
            received.add(message);
        }
    }
}
