/**
 * Channels: threads hand each other messages through paired ends.
 *
 * <p>{@link dev.leat.channels.Channels} makes a channel and gives its two ends: a {@link dev.leat.channels.Sender} and
 * a {@link dev.leat.channels.Receiver}. Either end can be duplicated, for as many senders and receivers as needed. The
 * ends are counted: when the last sender is closed, the receivers get what is queued and their loops end by
 * themselves; when the last receiver is closed, sends fail instead of filling a queue that nobody reads.
 *
 * <pre>{@code
 * var channel = Channels.<String>unbounded();
 * var receiver = channel.receiver();
 * for (String name : List.of("first", "second")) {
 *     var sender = channel.sender().duplicate();
 *     new Thread(() -> {
 *         try (sender) {
 *             sender.send("hello from the " + name);
 *         }
 *     }).start();
 * }
 * channel.sender().close();                // the threads have handles of their own
 * try (receiver) {
 *     for (String message : receiver) {    // ends when both threads have closed theirs
 *         System.out.println(message);
 *     }
 * }
 * }</pre>
 *
 * <p><b>Which channel.</b> {@link dev.leat.channels.Channels#unbounded()}: a send never waits.
 * {@link dev.leat.channels.Channels#bounded(int)}: it waits while so many messages are queued.
 * {@link dev.leat.channels.Channels#rendezvous()}: it waits until a receiver takes the message.
 *
 * <p><b>Receiving.</b> A loop or a {@linkplain dev.leat.channels.Receiver#stream() stream} to the end;
 * {@link dev.leat.channels.Receiver#receive()} for one message; {@code tryReceive} to receive without waiting, or with a
 * time limit; {@link dev.leat.channels.Receiver#receiveMany receiveMany} for batches; {@link dev.leat.channels.Select} for
 * several channels at once.
 *
 * <p><b>Ends.</b> Every handle has to be closed, best by try-with-resources in the thread that uses it. After the last
 * sender, receivers get what is queued, and then the end: a {@link dev.leat.channels.DisconnectedException}, or the quiet
 * end of a loop. A producer that failed calls
 * {@link dev.leat.channels.Sender#closeExceptionally(Throwable) closeExceptionally}, so that no part is taken for the
 * whole. Handles of channels that were forgotten are found by the collector, closed and reported.
 *
 * <p><b>More.</b> {@link dev.leat.channels.Channels#after after} and {@link dev.leat.channels.Channels#tick tick} make
 * timers that are received from, {@link dev.leat.channels.Channels#merge merge} makes one receiver out of several, and
 * {@link dev.leat.channels.Channels#produce(java.util.concurrent.Executor, dev.leat.channels.Producer) produce} has a
 * task send and closes its sender. {@link dev.leat.channels.Channels#named named} and
 * {@link dev.leat.channels.Channels#onUndelivered onUndelivered} make channels with a name, or with somebody who gets what
 * is left when the receivers are gone. A {@link dev.leat.channels.WeakSender} does not keep a channel open.
 *
 * <p><b>Interrupts</b> end waiting and nothing else: no message is lost by them.
 */
package dev.leat.channels;
