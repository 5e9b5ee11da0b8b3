package dev.leat.channels.jmh;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Jox: one channel object for everybody, ended by who closes the last outlet. */
record JoxPeer(int capacity) implements Peer {
    @Override
    public Link open() {
        return new JoxLink(channel());
    }

    private Channel<Message> channel() {
        return switch (capacity) {
            case 0 -> Channel.newRendezvousChannel();
            case Conditions.UNBOUNDED -> Channel.newUnlimitedChannel();
            default -> Channel.newBufferedChannel(capacity);
        };
    }

    @Override
    public Object createAndClose() {
        Channel<Message> channel = channel();
        channel.done();
        return channel;
    }

    /** Makes the clauses once: Jox allows to use them again. */
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of clauses that receive messages
    public Choice choice(List<Link.Inlet> inlets) {
        SelectClause<Message>[] clauses = inlets.stream()
                .map(inlet -> ((JoxInlet) inlet).channel.receiveClause())
                .toArray(SelectClause[]::new);
        return () -> Select.select(clauses);
    }

    @Override
    public Exchange exchange(Link.Outlet outlet, Link.Inlet inlet) {
        Channel<Message> to = ((JoxOutlet) outlet).channel;
        SelectClause<Message> receive = ((JoxInlet) inlet).channel.receiveClause();
        return message -> Select.select(to.<Message>sendClause(message, () -> null), receive);
    }

    private record JoxLink(Channel<Message> channel, AtomicInteger outlets) implements Link {
        JoxLink(Channel<Message> channel) {
            this(channel, new AtomicInteger());
        }

        @Override
        public Outlet outlet() {
            outlets.incrementAndGet();
            return new JoxOutlet(this, channel);
        }

        @Override
        public Inlet inlet() {
            return new JoxInlet(channel);
        }
    }

    private record JoxOutlet(JoxLink link, Channel<Message> channel) implements Link.Outlet {
        @Override
        public void send(Message message) throws InterruptedException {
            channel.send(message);
        }

        @Override
        public void close() {
            if (link.outlets().decrementAndGet() == 0) {
                channel.done();
            }
        }
    }

    private record JoxInlet(Channel<Message> channel) implements Link.Inlet {
        @Override
        public Message receive() throws InterruptedException {
            return channel.receive();
        }

        @Override
        public long receiveAll() throws InterruptedException {
            long sum = 0;
            Object content = channel.receiveOrClosed();
            while (!(content instanceof ChannelClosed)) {
                sum += ((Message) content).number;
                content = channel.receiveOrClosed();
            }
            return sum;
        }

        @Override
        public void close() {
            // Jox does not count receivers
        }
    }
}
