package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/** The padding does what it is there for, on the virtual machine that runs this. */
class UnboundedLayoutTest {
    private static final Set<String> RECEIVERS = Set.of("head", "headSegment");
    private static final Set<String> SENDERS = Set.of("tail", "tailSegment", "end");

    @Test
    void wordsOfReceiversSendersAndEverybodyAreApart() {
        var everybody = new ArrayList<FieldLayout>();
        var receivers = new ArrayList<FieldLayout>();
        var senders = new ArrayList<FieldLayout>();
        long padding = 0;
        var layout = ClassLayout.parseClass(UnboundedEngine.class);
        for (var field : layout.fields()) {
            if (RECEIVERS.contains(field.name())) {
                receivers.add(field);
            } else if (SENDERS.contains(field.name())) {
                senders.add(field);
            } else if (!field.typeClass().equals("byte")) {
                everybody.add(field);
            } else {
                padding++;
            }
        }
        assertTrue(padding > 0 && !everybody.isEmpty());
        assertTrue(receivers.size() == RECEIVERS.size() && senders.size() == SENDERS.size(), layout.toPrintable());
        assertApart(everybody, receivers, layout);
        assertApart(receivers, senders, layout);
        assertTrue(layout.instanceSize() - end(senders) >= 128, layout.toPrintable());
    }

    private static void assertApart(List<FieldLayout> before, List<FieldLayout> after, ClassLayout layout) {
        long start = after.stream().mapToLong(FieldLayout::offset).min().orElseThrow();
        assertTrue(start - end(before) >= 128, layout.toPrintable());
    }

    private static long end(List<FieldLayout> fields) {
        var last = fields.stream().max(Comparator.comparing(FieldLayout::offset)).orElseThrow();
        return last.offset() + last.size();
    }
}
