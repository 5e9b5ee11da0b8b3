package dev.leat.channels;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0} and {1}")
@MethodSource("dev.leat.channels.Kind#pairs")
class SelectEndTest extends SelectEndContract {
}
