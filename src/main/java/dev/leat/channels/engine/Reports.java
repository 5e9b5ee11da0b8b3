package dev.leat.channels.engine;

import java.util.function.Supplier;

/** What the library has to say where there is nobody to throw it to. */
final class Reports {
    private Reports() {
    }

    /** Logs, and throws nothing. */
    static void log(System.Logger.Level level, Supplier<String> report, Throwable reason) {
        try {
            // Looked up late, since a logger may itself be made of channels.
            System.getLogger("dev.leat.channels").log(level, report, reason);
        } catch (Throwable trouble) {
            complain(trouble);
        }
    }

    /**
     * A logger's failure goes where a dying thread's would go; what is thrown there is ignored, as the virtual machine
     * does.
     */
    static void complain(Throwable trouble) {
        var thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, trouble);
        } catch (Throwable ignoredAsForDyingThreads) {
            // Nor is it noted anywhere: that could fail too, and whoever complains must go on.
        }
    }
}
