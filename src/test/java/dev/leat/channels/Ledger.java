package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Accounts for every message. */
final class Ledger {
    private Ledger() {
    }

    /**
     * Returns how many messages of each sender the receivers got. Checks that no message came twice, that each
     * receiver got those of a sender in order, and that they are the first ones the sender sent, without a gap.
     */
    static int[] count(int senders, List<List<Numbered>> received) {
        BitSet[] seen = seen(senders, received);
        for (int sender = 0; sender < senders; sender++) {
            assertEquals(seen[sender].cardinality(), seen[sender].length(), "a message is missing, of " + sender);
        }
        return Arrays.stream(seen).mapToInt(BitSet::cardinality).toArray();
    }

    /**
     * Returns which messages of each sender the receivers got. Checks that no message came twice and that each receiver
     * got those of a sender in order.
     */
    static BitSet[] seen(int senders, List<List<Numbered>> received) {
        BitSet[] seen = new BitSet[senders];
        Arrays.setAll(seen, sender -> new BitSet());
        for (List<Numbered> messages : received) {
            int[] last = new int[senders];
            Arrays.fill(last, -1);
            for (Numbered message : messages) {
                int sender = message.sender();
                int number = message.number();
                assertTrue(number > last[sender], () -> number + " of " + sender + " after " + last[sender]);
                assertFalse(seen[sender].get(number), () -> number + " of " + sender + " twice");
                last[sender] = number;
                seen[sender].set(number);
            }
        }
        return seen;
    }
}
