package dev.leat.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A timer that is never due. */
class NeverTest extends TimerContract {
    @Override
    Receiver<Instant> far() {
        return Channels.never();
    }

    @Override
    String kind() {
        return "never";
    }

    @Test
    void itIsNotDisconnectedEvenWhenClosed() {
        Receiver<Instant> never = far();
        never.close();
        assertFalse(never.isDisconnected());
    }

    @Test
    void eachIsAChannelOfItsOwn() {
        Receiver<String> one = closing(Channels.never());
        Receiver<String> other = closing(Channels.never());
        one.close();
        assertFalse(one.sameChannel(other));
        assertEquals(1, other.receiverCount());
    }
}
