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
 */
package dev.leat.channels;
