package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The workloads for peers whose operations block their thread. */
final class BlockingSubject implements Subject {
    private final Peer peer;
    private final Crew crew;

    BlockingSubject(Peer peer, Crew crew) {
        this.peer = peer;
        this.crew = crew;
    }

    @Override
    public long transfer(Shape shape, int count, Messages messages) throws Exception {
        Link link = peer.open();
        var parts = new ArrayList<Callable<Long>>();
        for (int i = 0; i < shape.receivers(); i++) {
            Link.Inlet inlet = link.inlet();
            parts.add(() -> receiveAll(inlet));
        }
        for (int i = 0; i < shape.senders(); i++) {
            Link.Outlet outlet = link.outlet();
            int sender = i;
            parts.add(() -> sendAll(outlet, shape.share(count, sender), messages));
        }
        return crew.run(parts);
    }

    private static long sendAll(Link.Outlet outlet, int count, Messages messages) throws InterruptedException {
        send(outlet, count, messages);
        outlet.end();
        return 0;
    }

    private static void send(Link.Outlet outlet, int count, Messages messages) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            outlet.send(messages.get(i));
        }
    }

    private static long receiveAll(Link.Inlet inlet) throws InterruptedException {
        long sum = inlet.receiveAll();
        inlet.close();
        return sum;
    }

    private static long receive(Link.Inlet inlet, int count) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += inlet.receive().number;
        }
        return sum;
    }

    @Override
    public long alone(int rounds, int batch, Messages messages) throws Exception {
        Link link = peer.open();
        Link.Outlet outlet = link.outlet();
        Link.Inlet inlet = link.inlet();
        return crew.run(List.of(() -> {
            long sum = 0;
            for (int round = 0; round < rounds; round++) {
                send(outlet, batch, messages);
                sum += receive(inlet, batch);
            }
            outlet.close();
            inlet.close();
            return sum;
        }));
    }

    @Override
    public long pingPong(long[] laps, Messages messages) throws Exception {
        Link there = peer.open();
        Link back = peer.open();
        return crew.run(List.of(
                ping(there.outlet(), back.inlet(), laps, messages), relay(there.inlet(), back.outlet(), laps.length)));
    }

    private static Callable<Long> ping(Link.Outlet there, Link.Inlet back, long[] laps, Messages messages) {
        return () -> {
            long sum = 0;
            long before = System.nanoTime();
            for (int i = 0; i < laps.length; i++) {
                there.send(messages.get(i));
                sum += back.receive().number;
                long now = System.nanoTime();
                laps[i] = now - before;
                before = now;
            }
            there.close();
            back.close();
            return sum;
        };
    }

    private static Callable<Long> relay(Link.Inlet from, Link.Outlet to, int count) {
        return () -> {
            for (int i = 0; i < count; i++) {
                to.send(from.receive());
            }
            from.close();
            to.close();
            return 0L;
        };
    }

    @Override
    public long trickle(long[] delays, long pauseNanos, Messages messages) throws Exception {
        Link link = peer.open();
        return crew.run(List.of(
                drip(link.outlet(), delays, pauseNanos, messages), gauge(link.inlet(), delays)));
    }

    private static Callable<Long> drip(Link.Outlet outlet, long[] sent, long pauseNanos, Messages messages) {
        return () -> {
            for (int i = 0; i < sent.length; i++) {
                LockSupport.parkNanos(pauseNanos);
                sent[i] = System.nanoTime(); // before it is sent, so the receiver sees it
                outlet.send(messages.get(i));
            }
            outlet.close();
            return 0L;
        };
    }

    private static Callable<Long> gauge(Link.Inlet inlet, long[] sent) {
        return () -> {
            long sum = 0;
            for (int i = 0; i < sent.length; i++) {
                sum += inlet.receive().number;
                sent[i] = System.nanoTime() - sent[i];
            }
            inlet.close();
            return sum;
        };
    }

    @Override
    public long replies(long[][] laps, long workNanos, Messages messages) throws Exception {
        var parts = new ArrayList<Callable<Long>>();
        for (long[] own : laps) {
            Link requests = peer.open();
            var replies = new Link.Outlet[own.length];
            parts.add(ask(requests.outlet(), replies, own, messages));
            parts.add(answer(requests.inlet(), replies, workNanos));
        }
        return crew.run(parts);
    }

    private Callable<Long> ask(Link.Outlet requests, Link.Outlet[] replies, long[] laps, Messages messages) {
        return () -> {
            long sum = 0;
            for (int i = 0; i < laps.length; i++) {
                long before = System.nanoTime();
                Link own = peer.open();
                replies[i] = own.outlet(); // before the request is sent, so who receives that sees it
                Link.Inlet reply = own.inlet();
                requests.send(messages.get(i));
                sum += reply.receive().number;
                reply.close();
                laps[i] = System.nanoTime() - before;
            }
            requests.close();
            return sum;
        };
    }

    private static Callable<Long> answer(Link.Inlet requests, Link.Outlet[] replies, long workNanos) {
        return () -> {
            for (int i = 0; i < replies.length; i++) {
                Message request = requests.receive();
                Subject.work(workNanos);
                replies[i].send(request);
                replies[i].close();
            }
            requests.close();
            return 0L;
        };
    }

    @Override
    public long chain(int channels, int count, Messages messages) throws Exception {
        var parts = new ArrayList<Callable<Long>>();
        Link link = peer.open();
        parts.add(source(link.outlet(), count, messages));
        for (int i = 1; i < channels; i++) {
            Link next = peer.open();
            parts.add(relay(link.inlet(), next.outlet(), count));
            link = next;
        }
        parts.add(sink(link.inlet(), count));
        return crew.run(parts);
    }

    @Override
    public long pairs(int channels, int count, Messages messages) throws Exception {
        var parts = new ArrayList<Callable<Long>>();
        for (int i = 0; i < channels; i++) {
            Link link = peer.open();
            parts.add(source(link.outlet(), count, messages));
            parts.add(sink(link.inlet(), count));
        }
        return crew.run(parts);
    }

    private static Callable<Long> source(Link.Outlet outlet, int count, Messages messages) {
        return () -> {
            send(outlet, count, messages);
            outlet.close();
            return 0L;
        };
    }

    private static Callable<Long> sink(Link.Inlet inlet, int count) {
        return () -> {
            long sum = receive(inlet, count);
            inlet.close();
            return sum;
        };
    }

    @Override
    public Callable<Long> bursts(int channels, int burst, Messages messages) throws Exception {
        var received = new AtomicInteger();
        var outlets = new ArrayList<Link.Outlet>();
        var receivers = new ArrayList<Callable<Long>>();
        for (int i = 0; i < channels; i++) {
            Link link = peer.open();
            outlets.add(link.outlet());
            Link.Inlet inlet = link.inlet();
            receivers.add(() -> {
                long sum = receive(inlet, burst);
                received.incrementAndGet();
                inlet.close();
                return sum;
            });
        }
        List<Future<Long>> parked = crew.park(receivers);
        return () -> {
            long sum = crew.run(List.of(() -> burstInto(outlets, burst, messages, received)));
            for (Future<Long> receiver : parked) {
                sum += receiver.get();
            }
            return sum;
        };
    }

    private static long burstInto(List<Link.Outlet> outlets, int burst, Messages messages, AtomicInteger received)
            throws InterruptedException {
        for (int i = 0; i < outlets.size(); i++) {
            send(outlets.get(i), burst, messages);
            for (int poll = 0; received.get() == i; poll++) {
                Pause.before(poll);
            }
            outlets.get(i).close();
        }
        return 0;
    }

    @Override
    public long selectReceive(Shape shape, int count, Messages messages) throws Exception {
        List<Link> links = Stream.generate(peer::open).limit(shape.senders()).toList();
        List<Link.Outlet> outlets = links.stream().map(Link::outlet).toList();
        List<Link.Inlet> inlets = links.stream().map(Link::inlet).toList();
        var parts = new ArrayList<Callable<Long>>();
        parts.add(() -> {
            Peer.Choice choice = peer.choice(inlets);
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += choice.receive().number;
            }
            // Not before: an ended channel would be one more thing to choose.
            outlets.forEach(Link.Outlet::close);
            inlets.forEach(Link.Inlet::close);
            return sum;
        });
        for (int i = 0; i < shape.senders(); i++) {
            Link.Outlet outlet = outlets.get(i);
            int share = shape.share(count, i);
            parts.add(() -> {
                send(outlet, share, messages);
                return 0L;
            });
        }
        return crew.run(parts);
    }

    @Override
    public long selectReady(int channels, int count, Messages messages) throws Exception {
        List<Link> links = Stream.generate(peer::open).limit(channels).toList();
        List<Link.Outlet> outlets = links.stream().map(Link::outlet).toList();
        List<Link.Inlet> inlets = links.stream().map(Link::inlet).toList();
        return crew.run(List.of(() -> {
            Peer.Choice choice = peer.choice(inlets);
            long sum = 0;
            for (int i = 0; i < count; i += 2) {
                outlets.get(Subject.readyChannel(i, channels)).send(messages.get(i));
                outlets.get(Subject.readyChannel(i + 1, channels)).send(messages.get(i + 1));
                sum += choice.receive().number;
                sum += choice.receive().number;
            }
            outlets.forEach(Link.Outlet::close);
            inlets.forEach(Link.Inlet::close);
            return sum;
        }));
    }

    @Override
    public long selectBoth(int parties, int count, Messages messages) throws Exception {
        List<Link> links = Stream.generate(peer::open).limit(parties).toList();
        var parts = new ArrayList<Callable<Long>>();
        for (int i = 0; i < parties; i++) {
            Link.Outlet outlet = links.get(i).outlet();
            Link.Inlet inlet = links.get((i + 1) % parties).inlet();
            parts.add(() -> exchange(outlet, inlet, count / parties, messages));
        }
        return crew.run(parts);
    }

    private long exchange(Link.Outlet outlet, Link.Inlet inlet, int count, Messages messages)
            throws InterruptedException {
        Peer.Exchange exchange = peer.exchange(outlet, inlet);
        int sent = 0;
        int received = 0;
        long sum = 0;
        while (sent < count && received < count) {
            Message message = exchange.sendOrReceive(messages.get(sent));
            if (message == null) {
                sent++;
            } else {
                received++;
                sum += message.number;
            }
        }
        for (; sent < count; sent++) {
            outlet.send(messages.get(sent));
        }
        sum += receive(inlet, count - received);
        outlet.close();
        inlet.close();
        return sum;
    }

    @Override
    public Object createAndClose() {
        return peer.createAndClose();
    }

    @Override
    public void close() {
        crew.close();
    }
}
