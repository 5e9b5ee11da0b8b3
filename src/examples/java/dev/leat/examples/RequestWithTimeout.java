package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.DisconnectedException;
import dev.leat.channels.Receiver;
import dev.leat.channels.Select;
import dev.leat.channels.Sender;
import java.time.Duration;

/**
 * A server that answers on the channel that comes with each request, and a client that does not wait for ever.
 *
 * <p>Prints one answer that comes, and that the other one does not come in time. An argument sets the client's patience in
 * milliseconds.
 */
public final class RequestWithTimeout {
    private record Request(String question, Sender<String> answer) {
    }

    private RequestWithTimeout() {
    }

    public static void main(String[] args) throws InterruptedException {
        var patience = Duration.ofMillis(args.length > 0 ? Long.parseLong(args[0]) : 500);
        var requests = Channels.<Request>onUndelivered(request -> request.answer().close()).unbounded();
        var server = new Thread(() -> serve(requests.receiver()));
        server.start();
        try (var sender = requests.sender()) {
            System.out.println(ask(sender, "6 * 7", Duration.ofMinutes(1)));
            System.out.println(ask(sender, "the meaning of life", patience));
        }
        server.join();
    }

    private static String ask(Sender<Request> requests, String question, Duration patience)
            throws InterruptedException {
        var reply = Channels.<String>bounded(1);
        try (var answer = reply.receiver()) {
            try {
                requests.send(new Request(question, reply.sender()));
            } catch (DisconnectedException e) { // else the server, or the handler of what it left, closes it
                reply.sender().close();
                throw e;
            }
            return Select.select(
                    Select.receive(answer, text -> question + " is " + text),
                    Select.timeout(patience, () -> question + ": no answer in " + patience.toMillis() + " ms"));
        }
    }

    /** Answers what it knows, and thinks about the rest until nobody waits for the answer any more. */
    private static void serve(Receiver<Request> requests) {
        try (requests) {
            for (Request request : requests) {
                try (var answer = request.answer()) {
                    if (request.question().equals("6 * 7")) {
                        answer.send("42");
                    } else {
                        answer.awaitDisconnect();
                    }
                }
            }
        } catch (InterruptedException e) {
            System.out.println("interrupted: no more answers");
        }
    }
}
