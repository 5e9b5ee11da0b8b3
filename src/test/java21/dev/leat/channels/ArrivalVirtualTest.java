package dev.leat.channels;

import java.util.concurrent.ThreadFactory;

class ArrivalVirtualTest extends ArrivalTest {
    @Override
    ThreadFactory threads() {
        return Thread.ofVirtual().factory();
    }
}
