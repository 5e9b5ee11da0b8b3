package dev.leat.examples;

import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.Select;
import dev.leat.channels.Sender;
import java.util.ArrayList;

/**
 * People who pair up: each one offers to tell a name and to hear one, in one select on one rendezvous channel, and does
 * exactly one of the two. Nobody meets oneself. Who is left over goes home when the evening is over.
 *
 * <p>Prints each pair, and who found nobody. The arguments are the names.
 */
public final class Matching {
    private Matching() {
    }

    public static void main(String[] args) throws InterruptedException {
        var names = args.length > 0 ? args : new String[] {"Anna", "Bob", "Cody", "Dave", "Eva"};
        var meeting = Channels.<String>rendezvous();
        var evening = Channels.<Void>rendezvous();
        var pairs = Channels.<String>unbounded();
        try (var tell = meeting.sender(); var hear = meeting.receiver(); var over = evening.receiver();
                var announce = pairs.sender(); var announced = pairs.receiver()) {
            var people = new ArrayList<Thread>();
            for (String name : names) {
                var person = new Thread(() -> seek(name, tell, hear, over, announce));
                person.start();
                people.add(person);
            }
            for (int i = 0; i < names.length / 2; i++) {
                System.out.println(announced.receive());
            }
            evening.sender().close();
            for (Thread person : people) {
                person.join();
            }
        }
    }

    private static void seek(String name, Sender<String> tell, Receiver<String> hear, Receiver<Void> over,
            Sender<String> announce) {
        try {
            String pair = Select.select(
                    Select.send(tell, name, () -> null), // the other one announces the pair
                    Select.receive(hear, other -> other + " met " + name),
                    Select.<Void, String>receive(over, nothing -> null).onDisconnect(end -> {
                        System.out.println(name + " found nobody");
                        return null;
                    }));
            if (pair != null) {
                announce.send(pair);
            }
        } catch (InterruptedException e) {
            System.out.println(name + " was interrupted");
        }
    }
}
