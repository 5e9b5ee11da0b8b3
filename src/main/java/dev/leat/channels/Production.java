package dev.leat.channels;

import dev.leat.channels.engine.Handles;
import java.util.concurrent.Executor;

/**
 * A producer at work, as the task of an executor. It alone holds the sender: if the executor drops the task, that is a
 * forgotten handle, and the channel ends.
 */
final class Production<T> implements Runnable {
    private final Sender<T> sender;
    private final Producer<T> body;

    private Production(Sender<T> sender, Producer<T> body) {
        this.sender = sender;
        this.body = body;
    }

    /** Has the messages of a new channel produced. Returns its receiver, at once if the executor does. */
    static <T> Receiver<T> start(Channel<T> channel, Executor executor, Producer<T> body) {
        var sender = channel.sender();
        try {
            executor.execute(new Production<>(sender, body));
        } catch (Throwable rejection) { // also no memory, or no thread: who receives is told
            Handles.fail(sender, rejection);
        }
        return channel.receiver();
    }

    @Override
    public void run() {
        try {
            body.produce(sender);
            sender.close();
        } catch (Throwable failure) {
            Handles.fail(sender, failure);
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt(); // the thread is the executor's, to whom the interrupt is due
            }
        }
    }
}
