package dev.leat.channels;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The soak on virtual threads. */
@ParameterizedClass(name = "capacity {0}")
@ValueSource(ints = {Integer.MAX_VALUE, 0, 1, 2, 16, 1000})
class SoakVirtualTest extends SoakTest {
    @Override
    public ThreadFactory threads() {
        return Thread.ofVirtual().factory();
    }
}
