package dev.leat.channels;

import java.util.logging.Logger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what a suite has reported out of the log: for good, since the last reports come when their test is over. */
final class QuietReports implements BeforeAllCallback {
    static final Logger REPORTS = Logger.getLogger("dev.leat.channels");

    @Override
    public void beforeAll(ExtensionContext context) {
        REPORTS.setUseParentHandlers(false);
    }
}
