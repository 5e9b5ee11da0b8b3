package dev.leat.channels.engine;

/** How the library's own threads begin. */
final class Daemon {
    private Daemon() {
    }

    /**
     * Starts a thread that belongs to nobody who happens to use a channel first, nor to a group whose threads somebody may
     * interrupt or end.
     */
    static Thread start(String name, Runnable body) {
        var thread = new Thread(rootGroup(), body, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread;
    }

    private static ThreadGroup rootGroup() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
