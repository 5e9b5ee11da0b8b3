package dev.leat.channels.jmh;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
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
