package dev.leat.channels.engine.scale;

import dev.leat.channels.engine.scale.Machine.Processor;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What an operation costs when many processors do it at once: atomic steps, writes, transfers of a line and tries, by
 * operation; and how many messages pass in the time of one transfer.
 *
 * <p>Run as a program it prints the numbers that the essays tell.
 */
record Scale(double atomics, double writes, double transfers, double tries, long mostTries, double rate) {
    private static final int EACH = 64;

    /** Who does what: k senders, k receivers of what is queued, or k of each. */
    enum Scene {
        SEND, RECEIVE, BOTH, MEET,
        /** Sends and receives of one that has room for one message. */
        SLOT,
        /** As without the suffix, by a place in the line for each message. */
        MEET_IN_LINE,
        /** As without the suffix, but who has lost tries again at once. */
        SEND_AT_ONCE, RECEIVE_AT_ONCE, SLOT_AT_ONCE,
        /** Sends that claim a cell by getAndAdd, then publish with a release; or by a CAS. */
        CLAIM, CLAIM_BY_CAS
    }

    /**
     * Plays a scene.
     *
     * @param work cycles that a processor is busy elsewhere between two operations, in the mean
     * @param hold cycles for which a processor keeps a line that it was given
     */
    static Scale of(Scene scene, int k, int work, int hold) {
        var machine = new Machine(hold);
        boolean queued = scene == Scene.RECEIVE || scene == Scene.RECEIVE_AT_ONCE;
        boolean backsOff = scene != Scene.SEND_AT_ONCE && scene != Scene.RECEIVE_AT_ONCE;
        var linked = new LinkedModel(machine, queued ? k * EACH : 0, backsOff);
        var rendezvous = new RendezvousModel(machine, scene == Scene.MEET);
        var slot = new SlotModel(machine, scene == Scene.SLOT);
        for (int i = 0; i < k; i++) {
            switch (scene) {
                case SEND, SEND_AT_ONCE -> start(machine, work, linked::send);
                case RECEIVE, RECEIVE_AT_ONCE -> start(machine, work, linked::receive);
                case BOTH -> {
                    start(machine, work, linked::send);
                    start(machine, work, linked::receive);
                }
                case SLOT, SLOT_AT_ONCE -> {
                    start(machine, work, slot::send);
                    start(machine, work, slot::receive);
                }
                case MEET, MEET_IN_LINE -> {
                    start(machine, work, p -> rendezvous.operate(p, true));
                    start(machine, work, p -> rendezvous.operate(p, false));
                }
                case CLAIM -> start(machine, work, p -> linked.claimAndSend(p, false));
                case CLAIM_BY_CAS -> start(machine, work, p -> linked.claimAndSend(p, true));
            }
        }
        double time = machine.run();
        double all = machine.processors * EACH;
        return new Scale(machine.atomics / all, machine.writes / all, machine.transfers / all, linked.tries / all,
                linked.mostTries, (double) k * EACH * Machine.TRANSFER / time);
    }

    private static void start(Machine machine, int work, Consumer<Processor> operation) {
        var random = new Random(machine.processors);
        machine.new Processor(p -> {
            for (int i = 0; i < EACH; i++) {
                p.local(work / 2 + random.nextInt(work + 1));
                operation.accept(p);
            }
        });
    }

    public static void main(String[] args) {
        System.out.println("scene            work  hold    k  atomics  writes  transfers   tries    most   rate");
        for (Scene scene : Scene.values()) {
            for (int work : new int[] {20, 2000}) {
                for (int hold : new int[] {0, 50}) {
                    for (int k = 1; k <= 64; k *= 2) {
                        Scale s = of(scene, k, work, hold);
                        System.out.printf(Locale.ROOT, "%-16s %4d  %4d %4d  %7.2f %7.2f  %9.2f %7.2f  %6d  %5.3f%n", scene,
                                work, hold, k, s.atomics, s.writes, s.transfers, s.tries, s.mostTries, s.rate);
                    }
                }
            }
        }
    }
}
