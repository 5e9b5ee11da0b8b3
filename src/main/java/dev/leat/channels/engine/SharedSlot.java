package dev.leat.channels.engine;

/** A slot for any sender: who finds another one using it goes to the line. */
final class SharedSlot extends OfferFields.PaddedOffering {
    @Override
    boolean begin(Object message) {
        if (offering || !casOffering()) {
            return false;
        }
        boolean begun = false;
        try {
            begun = super.begin(message);
        } finally {
            if (!begun) {
                offering = false;
            }
        }
        return begun;
    }

    @Override
    Object end(Object message) {
        try {
            return super.end(message);
        } finally {
            offering = false;
        }
    }
}
