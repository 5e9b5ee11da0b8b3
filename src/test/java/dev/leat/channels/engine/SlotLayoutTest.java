package dev.leat.channels.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.ClassLayout;

/** Nothing that others write lies behind the slot, or near what senders alone write, on the virtual machine that runs this. */
class SlotLayoutTest {
    private static final int PADDING = 120; // of 128, a few may go to align what follows

    @Test
    void theSlotIsApartFromWhatFollows() {
        isApartFromWhatFollows(SlotEngine.class, "slot");
    }

    @ParameterizedTest
    @ValueSource(classes = {OfferSlot.class, SharedSlot.class})
    void whatIsOfferedIsApartFromWhatFollows(Class<?> slot) {
        isApartFromWhatFollows(slot, "content");
    }

    @Test
    void theWordThatSomebodyOffersIsApartFromWhatFollows() {
        isApartFromWhatFollows(SharedSlot.class, "offering");
    }

    private static void isApartFromWhatFollows(Class<?> type, String name) {
        var layout = ClassLayout.parseClass(type);
        long end = layout.fields().stream().filter(field -> field.name().equals(name))
                .mapToLong(field -> field.offset() + field.size()).findAny().orElseThrow();
        assertTrue(layout.instanceSize() - end >= PADDING, layout.toPrintable());
        for (var field : layout.fields()) {
            if (!field.typeClass().equals("byte") && !field.hostClass().equals("Engine")) {
                assertTrue(field.offset() < end || field.offset() >= end + PADDING,
                        field + " is too near\n" + layout.toPrintable());
            }
        }
    }
}
