package dev.leat.channels.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The words of {@link OfferSlot} and {@link SharedSlot}, and behind each as many bytes as told at {@link LinkedFields}, so that
 * nothing that follows is near it. SlotLayoutTest checks that. (64 bytes before the content too: Rendezvous 1:1 is alike, JDK 25,
 * 2 processors.)
 */
final class OfferFields {
    private OfferFields() {
    }

    abstract static class Content {
        // In this class, so that it is initialized before there is a channel, and not by a first send at the end of a stack.
        private static final VarHandle CONTENT = Fields.handle(MethodHandles.lookup(), "content", Object.class);

        volatile Object content;

        final boolean casContent(Object from, Object to) {
            return CONTENT.compareAndSet(this, from, to);
        }
    }

    abstract static class PaddedContent extends Content {
        byte a000, a001, a002, a003, a004, a005, a006, a007, a008, a009, a010, a011, a012, a013, a014, a015;
        byte a016, a017, a018, a019, a020, a021, a022, a023, a024, a025, a026, a027, a028, a029, a030, a031;
        byte a032, a033, a034, a035, a036, a037, a038, a039, a040, a041, a042, a043, a044, a045, a046, a047;
        byte a048, a049, a050, a051, a052, a053, a054, a055, a056, a057, a058, a059, a060, a061, a062, a063;
        byte a064, a065, a066, a067, a068, a069, a070, a071, a072, a073, a074, a075, a076, a077, a078, a079;
        byte a080, a081, a082, a083, a084, a085, a086, a087, a088, a089, a090, a091, a092, a093, a094, a095;
        byte a096, a097, a098, a099, a100, a101, a102, a103, a104, a105, a106, a107, a108, a109, a110, a111;
        byte a112, a113, a114, a115, a116, a117, a118, a119, a120, a121, a122, a123, a124, a125, a126, a127;
    }

    abstract static class Offering extends OfferSlot {
        private static final VarHandle OFFERING = Fields.handle(MethodHandles.lookup(), "offering", boolean.class);

        /**
         * Whether a sender uses the slot. That sender undoes it by a plain write, which needs no call that an Error could
         * stop: it has looked at the content just before, so others see all it did there before they see this; and if they see
         * this late, they only go to the line.
         */
        boolean offering;

        final boolean casOffering() {
            return OFFERING.compareAndSet(this, false, true);
        }
    }

    abstract static class PaddedOffering extends Offering {
        byte b000, b001, b002, b003, b004, b005, b006, b007, b008, b009, b010, b011, b012, b013, b014, b015;
        byte b016, b017, b018, b019, b020, b021, b022, b023, b024, b025, b026, b027, b028, b029, b030, b031;
        byte b032, b033, b034, b035, b036, b037, b038, b039, b040, b041, b042, b043, b044, b045, b046, b047;
        byte b048, b049, b050, b051, b052, b053, b054, b055, b056, b057, b058, b059, b060, b061, b062, b063;
        byte b064, b065, b066, b067, b068, b069, b070, b071, b072, b073, b074, b075, b076, b077, b078, b079;
        byte b080, b081, b082, b083, b084, b085, b086, b087, b088, b089, b090, b091, b092, b093, b094, b095;
        byte b096, b097, b098, b099, b100, b101, b102, b103, b104, b105, b106, b107, b108, b109, b110, b111;
        byte b112, b113, b114, b115, b116, b117, b118, b119, b120, b121, b122, b123, b124, b125, b126, b127;
    }
}
