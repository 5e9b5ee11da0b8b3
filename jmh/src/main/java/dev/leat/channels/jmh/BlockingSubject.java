package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

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
            parts.add(() -> sendAll(outlet, count / shape.senders(), messages));
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
    public long pingPong(int rounds, Messages messages) throws Exception {
        Link there = peer.open();
        Link back = peer.open();
        return crew.run(List.of(
                ping(there.outlet(), back.inlet(), rounds, messages), relay(there.inlet(), back.outlet(), rounds)));
    }

    private static Callable<Long> ping(Link.Outlet there, Link.Inlet back, int rounds, Messages messages) {
        return () -> {
            long sum = 0;
            for (int i = 0; i < rounds; i++) {
                there.send(messages.get(i));
                sum += back.receive().number;
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
    public Object createAndClose() {
        return peer.createAndClose();
    }

    @Override
    public void close() {
        crew.close();
    }
}
