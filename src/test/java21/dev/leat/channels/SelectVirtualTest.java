package dev.leat.channels;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(VirtualThreads.class)
@ParameterizedClass(name = "{0} and {1}")
@MethodSource("dev.leat.channels.Kind#pairs")
class SelectVirtualTest extends SelectContract {
    @Override
    public ThreadFactory threads() {
        return Thread.ofVirtual().factory();
    }
}
