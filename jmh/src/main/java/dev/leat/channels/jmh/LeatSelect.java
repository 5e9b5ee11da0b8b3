package dev.leat.channels.jmh;

import dev.leat.channels.Channels;
import dev.leat.channels.Clause;
import dev.leat.channels.Receiver;
import dev.leat.channels.Select;
import dev.leat.channels.Selection;
import dev.leat.channels.Sender;
import java.util.ArrayList;
import java.util.List;

/** The ways to receive from several of Leat's channels. */
enum LeatSelect {
    /** A select that is made once and run many times. */
    REUSABLE {
        @Override
        Peer.Choice choice(List<Receiver<Message>> receivers) {
            Selection<Message> selection = Select.of(clauses(receivers));
            return selection::select;
        }

        @Override
        Peer.Exchange exchange(Sender<Message> sender, Receiver<Message> receiver) {
            return new ReusableExchange(sender, receiver);
        }
    },

    /** A select that is written where it is run: its clauses are made each time, as in most programs. */
    ONE_SHOT {
        @Override
        Peer.Choice choice(List<Receiver<Message>> receivers) {
            return () -> Select.select(clauses(receivers));
        }

        @Override
        Peer.Exchange exchange(Sender<Message> sender, Receiver<Message> receiver) {
            return message -> Select.<Message>select(
                    Select.<Message, Message>send(sender, message, () -> null),
                    Select.<Message, Message>receive(receiver, received -> received));
        }
    },

    /** No select: a receive from a merged receiver. */
    MERGED {
        @Override
        Peer.Choice choice(List<Receiver<Message>> receivers) {
            return Channels.merge(receivers)::receive;
        }

        @Override
        Peer.Exchange exchange(Sender<Message> sender, Receiver<Message> receiver) {
            throw new UnsupportedOperationException("only a select can do one of two things");
        }
    },

    /** No select: a receive, where there is but one channel. */
    PLAIN {
        @Override
        Peer.Choice choice(List<Receiver<Message>> receivers) {
            return receivers.get(0)::receive;
        }

        @Override
        Peer.Exchange exchange(Sender<Message> sender, Receiver<Message> receiver) {
            throw new UnsupportedOperationException("only a select can do one of two things");
        }
    };

    abstract Peer.Choice choice(List<Receiver<Message>> receivers);

    abstract Peer.Exchange exchange(Sender<Message> sender, Receiver<Message> receiver);

    private static List<Clause<Message>> clauses(List<Receiver<Message>> receivers) {
        var clauses = new ArrayList<Clause<Message>>(receivers.size());
        for (int i = 0; i < receivers.size(); i++) {
            clauses.add(Select.receive(receivers.get(i), received -> received));
        }
        return clauses;
    }

    private static final class ReusableExchange implements Peer.Exchange {
        private final Selection<Message> selection;
        private Message next;

        ReusableExchange(Sender<Message> sender, Receiver<Message> receiver) {
            selection = Select.of(
                    Select.<Message, Message>sendFrom(sender, () -> next, () -> null),
                    Select.<Message, Message>receive(receiver, received -> received));
        }

        @Override
        public Message sendOrReceive(Message message) throws InterruptedException {
            next = message;
            return selection.select();
        }
    }
}
