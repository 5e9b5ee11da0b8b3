package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;

/** The padding does what it is there for, on the virtual machine that runs this. */
class LinkedLayoutTest {
    private static final int PADDING = 128;
    private static final Set<String> RECEIVERS = Set.of("head", "headSegment", "caughtUp");
    private static final Set<String> SENDERS = Set.of("tail", "limit", "tailSegment");

    @Test
    void wordsOfReceiversAndOfSendersAreApartFromAllOthers() {
        var layout = ClassLayout.parseClass(LinkedEngine.class);
        assertApart(RECEIVERS, layout);
        assertApart(SENDERS, layout);
    }

    private static void assertApart(Set<String> names, ClassLayout layout) {
        long start = Long.MAX_VALUE;
        long end = 0;
        int found = 0;
        for (var field : layout.fields()) {
            if (names.contains(field.name())) {
                start = Math.min(start, field.offset());
                end = Math.max(end, field.offset() + field.size());
                found++;
            }
        }
        assertEquals(names.size(), found, layout.toPrintable());
        assertTrue(end - start <= 64, layout.toPrintable());
        assertTrue(start >= PADDING && layout.instanceSize() - end >= PADDING, layout.toPrintable());
        for (var field : layout.fields()) {
            if (!names.contains(field.name()) && !field.typeClass().equals("byte")) {
                assertTrue(field.offset() + field.size() <= start - PADDING || field.offset() >= end + PADDING,
                        field + " is too near\n" + layout.toPrintable());
            }
        }
    }
}
