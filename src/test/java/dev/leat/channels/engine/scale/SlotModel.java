package dev.leat.channels.engine.scale;

import dev.leat.channels.engine.scale.Machine.Line;
import dev.leat.channels.engine.scale.Machine.Processor;

/** The steps of SlotEngine, for operations on one open channel that are done before they are announced. */
final class SlotModel {
    private static final int SPIN = 30; // cycles

    private final Line slot;
    private final Line waiting; // the counts of those who wait, which nobody changes here
    private final boolean backsOff;
    private boolean full;

    SlotModel(Machine machine, boolean backsOff) {
        this.backsOff = backsOff;
        slot = machine.new Line(null);
        waiting = machine.new Line(null);
    }

    void send(Processor p) {
        change(p, false);
    }

    void receive(Processor p) {
        change(p, true);
    }

    private void change(Processor p, boolean from) {
        for (;;) {
            p.read(slot);
            if (full == from) {
                p.atomic(slot);
                if (full == from) {
                    full = !from;
                    p.read(waiting);
                    return;
                }
                if (backsOff) {
                    p.local(32 * SPIN);
                }
            } else {
                p.local(SPIN);
            }
        }
    }
}
