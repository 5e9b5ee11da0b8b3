package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Channels.produce}: a body that sends, as the task of an executor. */
@Timeout(120)
@ExtendWith(QuietReports.class)
class ProduceTest {
    private static final Executor DIRECT = Runnable::run;

    private final ExecutorService pool = Executors.newFixedThreadPool(1, Task.PLATFORM);

    @AfterEach
    void shutDown() {
        pool.shutdownNow();
    }

    private static Producer<Integer> upTo(int count) {
        return sender -> {
            for (int i = 0; i < count; i++) {
                sender.send(i);
            }
        };
    }

    private static List<Integer> numbers(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    /** Runs a task in the pool after all that were given to it before. */
    private void awaitIdle() throws Exception {
        pool.submit(() -> null).get();
    }

    private static Throwable causeOfTheEnd(Receiver<?> receiver) {
        return assertThrows(DisconnectedException.class, receiver::receive).getCause();
    }

    @Test
    void theReceiverGetsEverythingAndThenTheEnd() {
        try (Receiver<Integer> receiver = Channels.produce(pool, upTo(10_000))) {
            assertEquals(Integer.MAX_VALUE, receiver.capacity());
            assertEquals(numbers(10_000), receiver.stream().toList());
            assertEquals(0, receiver.senderCount());
            assertNull(causeOfTheEnd(receiver));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 1_000})
    void theChannelHasTheCapacityThatWasAskedFor(int capacity) {
        try (Receiver<Integer> receiver = Channels.produce(capacity, pool, upTo(5_000))) {
            assertEquals(capacity, receiver.capacity());
            assertEquals(numbers(5_000), receiver.stream().toList());
            assertNull(causeOfTheEnd(receiver));
        }
    }

    @Test
    void theCallingThreadMayRunTheBody() {
        try (Receiver<Integer> receiver = Channels.produce(DIRECT, upTo(1_000))) {
            assertEquals(numbers(1_000), receiver.stream().toList());
        }
        try (Receiver<Integer> receiver = Channels.produce(1_000, DIRECT, upTo(1_000))) {
            assertEquals(numbers(1_000), receiver.stream().toList());
        }
    }

    @Test
    void whatTheBodyThrowsComesAfterWhatItSent() throws Exception {
        for (Throwable failure : List.of(new Exception("checked"), new IllegalStateException("unchecked"),
                new AssertionError("an error"), new StackOverflowError())) {
            Receiver<Integer> receiver = Channels.produce(pool, sender -> {
                upTo(3).produce(sender);
                throwAnything(failure);
            });
            List<Integer> received = new ArrayList<>();
            DisconnectedException end =
                    assertThrows(DisconnectedException.class, () -> receiver.forEach(received::add));
            assertSame(failure, end.getCause());
            assertEquals(numbers(3), received);
            receiver.close();
        }
    }

    private static void throwAnything(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    /** A worker that dies of a task is replaced; this one must not die. */
    @Test
    void whatTheBodyThrowsIsNotThrownInTheExecutor() throws Exception {
        Thread worker = pool.submit(Thread::currentThread).get();
        Error failure = new AssertionError("an error");
        try (Receiver<Integer> receiver = Channels.produce(pool, sender -> {
            throw failure;
        })) {
            assertSame(failure, causeOfTheEnd(receiver));
        }
        assertSame(worker, pool.submit(Thread::currentThread).get());
        Receiver<Integer> receiver = Channels.produce(DIRECT, sender -> {
            throw failure;
        });
        assertSame(failure, causeOfTheEnd(receiver));
        receiver.close();
    }

    @Test
    void anInterruptReachesTheReceiversAndStaysWithTheThread() throws Exception {
        try (Receiver<Integer> receiver = Channels.produce(DIRECT, sender -> {
            throw new InterruptedException("enough");
        })) {
            assertTrue(Thread.interrupted());
            assertEquals("enough", causeOfTheEnd(receiver).getMessage());
        }
        Receiver<Integer> receiver = Channels.produce(1, pool, upTo(3));
        Await.until(receiver::isFull, "the body is ahead");
        pool.shutdownNow(); // interrupts
        Await.until(receiver::isDisconnected, "the end of the body, which found no room");
        List<Integer> received = new ArrayList<>();
        DisconnectedException end = assertThrows(DisconnectedException.class, () -> receiver.forEach(received::add));
        assertEquals(InterruptedException.class, end.getCause().getClass());
        assertEquals(numbers(received.size()), received);
        receiver.close();
    }

    @Test
    void theBodyMayCloseItsSenderItself() throws Exception {
        AtomicReference<Throwable> late = new AtomicReference<>();
        try (Receiver<Integer> receiver = Channels.produce(pool, sender -> {
            sender.send(1);
            sender.close();
            late.set(assertThrows(IllegalStateException.class, () -> sender.send(2)));
        })) {
            assertEquals(List.of(1), receiver.stream().toList());
            awaitIdle();
            assertEquals(IllegalStateException.class, late.get().getClass());
            assertNull(causeOfTheEnd(receiver));
        }
        Exception cause = new Exception("the body's own");
        try (Receiver<Integer> receiver = Channels.produce(pool, sender -> {
            sender.closeExceptionally(cause);
            throw new Exception("of no interest any more");
        })) {
            assertSame(cause, causeOfTheEnd(receiver));
            awaitIdle();
            assertEquals(0, cause.getSuppressed().length);
        }
    }

    /** Returns the failures that are reported while something is done. */
    private List<Throwable> reported(Executable doing) throws Exception {
        List<LogRecord> reports = new CopyOnWriteArrayList<>();
        QuietReports.REPORTS.setFilter(report -> !reports.add(report));
        try {
            assertDoesNotThrow(doing);
            awaitIdle();
        } finally {
            QuietReports.REPORTS.setFilter(null);
        }
        return reports.stream()
                .filter(report -> report.getLevel() == Level.SEVERE).map(LogRecord::getThrown).toList();
    }

    /** The receivers have been told of a good end already, so that is all that can be done. */
    @Test
    void aBodyThatFailsAfterItClosedItsSenderIsReported() throws Exception {
        Exception failure = new Exception("too late");
        assertEquals(List.of(failure), reported(() -> {
            try (Receiver<Integer> receiver = Channels.produce(pool, sender -> {
                try (sender) {
                    sender.send(1);
                    throw failure;
                }
            })) {
                assertEquals(List.of(1), receiver.stream().toList());
            }
        }));
    }

    /** The end of another channel is a failure as any other, though nobody receives from this one any more by then. */
    @Test
    void aBodyThatMeetsTheEndOfAnotherChannelAfterItClosedItsSenderIsReported() throws Exception {
        Exception cause = new Exception("upstream");
        Channel<Integer> failed = Channels.unbounded();
        failed.sender().closeExceptionally(cause);
        Channel<Integer> ended = Channels.unbounded();
        ended.sender().close();
        for (Receiver<Integer> upstream : List.of(failed.receiver(), ended.receiver())) {
            List<Throwable> reported = reported(() -> {
                try (Receiver<Integer> receiver = Channels.produce(pool, sender -> {
                    sender.close();
                    Await.until(sender::isDisconnected, "the receivers' leave");
                    upstream.receive();
                })) {
                    assertEquals(List.of(), receiver.stream().toList());
                }
            });
            assertEquals(List.of(DisconnectedException.class), reported.stream().map(Throwable::getClass).toList());
            assertSame(upstream == failed.receiver() ? cause : null, reported.get(0).getCause());
            upstream.close();
        }
    }

    @Test
    void whatTheReceiversAreToldIsNotReported() throws Exception {
        Exception cause = new Exception("told");
        assertEquals(List.of(), reported(() -> {
            try (Receiver<Integer> receiver = Channels.produce(pool, sender -> {
                Sender<Integer> second = sender.duplicate();
                sender.closeExceptionally(new Exception("another one"));
                second.closeExceptionally(cause);
                throw cause;
            })) {
                awaitIdle();
                assertEquals(List.of(cause), List.of(causeOfTheEnd(receiver).getSuppressed()));
            }
        }));
    }

    @Test
    void thatNobodyReceivesIsNotReported() throws Exception {
        assertEquals(List.of(), reported(() -> Channels.<Integer>produce(pool, sender -> {
            sender.awaitDisconnect();
            DisconnectedException end = assertThrows(DisconnectedException.class, () -> sender.send(1));
            sender.close();
            throw end;
        }).close()));
    }

    @Test
    void duplicatesOfTheSenderOutliveTheBody() throws Exception {
        AtomicReference<Sender<Integer>> duplicate = new AtomicReference<>();
        try (Receiver<Integer> receiver = Channels.produce(pool, sender -> duplicate.set(sender.duplicate()))) {
            awaitIdle();
            assertEquals(1, receiver.senderCount());
            assertNull(receiver.tryReceive());
            duplicate.get().send(1);
            duplicate.get().close();
            assertEquals(List.of(1), receiver.stream().toList());
        }
    }

    @Test
    void aReceiverThatIsClosedEarlyEndsTheBody() throws Exception {
        AtomicReference<Throwable> end = new AtomicReference<>();
        for (int capacity : new int[] {0, 1, 16, Integer.MAX_VALUE}) {
            Receiver<Integer> receiver = Channels.produce(capacity, pool, sender -> {
                try {
                    for (int i = 0; ; i++) {
                        sender.send(i);
                        Thread.yield();
                    }
                } catch (DisconnectedException e) {
                    end.set(e);
                    throw e;
                }
            });
            assertEquals(0, receiver.receive());
            receiver.close();
            awaitIdle(); // fails by its timeout if the body goes on
            assertEquals(DisconnectedException.class, end.getAndSet(null).getClass());
            assertEquals(0, receiver.senderCount());
        }
    }

    @Test
    void aRejectionIsTheCause() {
        pool.shutdown();
        try (Receiver<Integer> receiver = Channels.produce(pool, upTo(1))) {
            assertEquals(RejectedExecutionException.class, causeOfTheEnd(receiver).getClass());
            assertEquals(0, receiver.senderCount());
        }
        Error failure = new OutOfMemoryError("no thread left");
        Receiver<Integer> receiver = Channels.produce(0, task -> {
            throw failure;
        }, upTo(1));
        assertSame(failure, causeOfTheEnd(receiver));
        receiver.close();
    }

    @Test
    void anExecutorThatRunsTheBodyAndThenThrowsChangesNothingAndIsReported() throws Exception {
        RejectedExecutionException failure = new RejectedExecutionException("too late");
        assertEquals(List.of(failure), reported(() -> {
            try (Receiver<Integer> receiver = Channels.produce(task -> {
                task.run();
                throw failure;
            }, upTo(2))) {
                assertEquals(numbers(2), receiver.stream().toList());
                assertNull(causeOfTheEnd(receiver));
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Integer.MAX_VALUE})
    void aDroppedTaskHoldsUpNobody(int capacity) throws Exception {
        List<Runnable> dropped = new ArrayList<>(); // not before somebody waits: a collection may come at any time
        Receiver<Integer> receiver = Channels.produce(capacity, dropped::add, upTo(1));
        Task<Integer> waiting = Task.start(() -> (int) receiver.stream().count()).awaitBlocked();
        dropped.clear();
        Await.collecting(waiting::isDone, "the end");
        assertEquals(0, waiting.get());
        receiver.close();
    }

    @Test
    void aTaskThatAShutdownDropsHoldsUpNobody() throws Exception {
        try (Receiver<Integer> first = Channels.produce(1, pool, upTo(3))) {
            Await.until(first::isFull, "the only thread is busy");
            Receiver<Integer> second = Channels.produce(pool, upTo(1));
            assertEquals(1, pool.shutdownNow().size());
            Await.collecting(second::isDisconnected, "the end");
            assertFalse(second.iterator().hasNext());
            second.close();
        }
    }

    /** A stage that reads from another one: what ended the first ends the second. */
    @Test
    void causesGoDownAPipeline() {
        Exception failure = new Exception("at the source");
        try (Receiver<Integer> source = Channels.produce(DIRECT, sender -> {
            sender.send(1);
            throw failure;
        }); Receiver<Integer> doubled = Channels.produce(pool, sender -> {
            for (int number : source) {
                sender.send(2 * number);
            }
        })) {
            List<Integer> received = new ArrayList<>();
            DisconnectedException end =
                    assertThrows(DisconnectedException.class, () -> doubled.forEach(received::add));
            assertEquals(List.of(2), received);
            assertSame(failure, end.getCause().getCause());
        }
    }

    @Test
    void badInputIsRefusedBeforeAnythingHappens() {
        AtomicInteger tasks = new AtomicInteger();
        Executor counting = task -> tasks.incrementAndGet();
        assertThrows(NullPointerException.class, () -> Channels.produce(null, upTo(1)));
        assertThrows(NullPointerException.class, () -> Channels.produce(counting, null));
        assertThrows(NullPointerException.class, () -> Channels.produce(1, null, upTo(1)));
        assertThrows(NullPointerException.class, () -> Channels.produce(1, counting, null));
        assertThrows(IllegalArgumentException.class, () -> Channels.produce(-1, counting, upTo(1)));
        assertEquals(0, tasks.get());
    }
}
