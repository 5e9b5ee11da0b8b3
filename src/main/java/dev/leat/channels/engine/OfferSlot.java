package dev.leat.channels.engine;

/**
 * A word in which one sender at a time offers a message: from {@link #begin}, if that was true, to {@link #end}. So between
 * them the message, if it is there, is its own offer, though other senders may send the same object, and if it is not there,
 * it was taken, or refused. Who sees to it that there is only one is told at {@link Offers}.
 */
class OfferSlot extends OfferFields.PaddedContent {
    // The content from the end of the channel on: in place of a message that was offered, and in place of nothing.
    private static final Object REFUSED = new Object();
    private static final Object NOTHING = new Object();

    /** Puts a message there. Returns false if that cannot be done now. */
    boolean begin(Object message) {
        return content == null && casContent(null, message);
    }

    /** Withdraws the message, unless it was taken or refused. Returns null, {@link Engine#SENT} or {@link Engine#ENDED}. */
    Object end(Object message) {
        if (content == message && casContent(message, null)) {
            return null;
        }
        return content == REFUSED ? Engine.ENDED : Engine.SENT;
    }

    final boolean hasOffer() {
        return isOffer(content);
    }

    private static boolean isOffer(Object content) {
        return content != null && content != NOTHING && content != REFUSED;
    }

    /** Takes the message that is offered. Returns null if there is none, or not any more. */
    final Object take() {
        Object message = content;
        return isOffer(message) && casContent(message, null) ? message : null;
    }

    /** Refuses what is offered now or later. */
    final void refuse() {
        for (Object now = content; now != REFUSED && now != NOTHING; now = content) {
            casContent(now, now == null ? NOTHING : REFUSED);
        }
    }
}
