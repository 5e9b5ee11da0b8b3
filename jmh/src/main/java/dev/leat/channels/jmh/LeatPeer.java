package dev.leat.channels.jmh;

import dev.leat.channels.Channel;
import dev.leat.channels.Channels;
import dev.leat.channels.Receiver;
import dev.leat.channels.Sender;
import java.util.List;

/** Leat: a sender and a receiver of its own for each thread, a for-each loop until the senders are closed. */
record LeatPeer(int capacity, LeatSelect select) implements Peer {
    @Override
    public Link open() {
        return new LeatLink(channel());
    }

    private Channel<Message> channel() {
        return capacity == Conditions.UNBOUNDED ? Channels.unbounded() : Channels.bounded(capacity);
    }

    @Override
    public Object createAndClose() {
        Channel<Message> channel = channel();
        channel.sender().close();
        channel.receiver().close();
        return channel;
    }

    @Override
    public Choice choice(List<Link.Inlet> inlets) {
        return select.choice(inlets.stream().map(inlet -> ((LeatInlet) inlet).receiver).toList());
    }

    @Override
    public Exchange exchange(Link.Outlet outlet, Link.Inlet inlet) {
        return select.exchange(((LeatOutlet) outlet).sender, ((LeatInlet) inlet).receiver);
    }

    private static final class LeatLink implements Link {
        private final Channel<Message> channel;
        private boolean senderTaken;
        private boolean receiverTaken;

        LeatLink(Channel<Message> channel) {
            this.channel = channel;
        }

        @Override
        public Outlet outlet() {
            Sender<Message> first = channel.sender();
            var outlet = new LeatOutlet(senderTaken ? first.duplicate() : first);
            senderTaken = true;
            return outlet;
        }

        @Override
        public Inlet inlet() {
            Receiver<Message> first = channel.receiver();
            var inlet = new LeatInlet(receiverTaken ? first.duplicate() : first);
            receiverTaken = true;
            return inlet;
        }

        @Override
        public Object channel() {
            return channel;
        }
    }

    private record LeatOutlet(Sender<Message> sender) implements Link.Outlet {
        @Override
        public void send(Message message) throws InterruptedException {
            sender.send(message);
        }

        @Override
        public void close() {
            sender.close();
        }
    }

    private record LeatInlet(Receiver<Message> receiver) implements Link.Inlet {
        @Override
        public Message receive() throws InterruptedException {
            return receiver.receive();
        }

        @Override
        public long receiveAll() {
            long sum = 0;
            for (Message message : receiver) {
                sum += message.number;
            }
            return sum;
        }

        @Override
        public void close() {
            receiver.close();
        }
    }
}
