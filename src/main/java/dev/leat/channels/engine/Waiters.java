package dev.leat.channels.engine;

/** The operations that wait at one side of a channel. */
interface Waiters {
    /** Announces a waiter. It stands last, or, having been woken in vain, first. */
    void add(Waiter waiter, boolean first);

    /** Withdraws a waiter. Returns false if its wait had been decided before: {@link Waiter#outcome()} says how. */
    boolean withdraw(Waiter waiter);

    /** Wakes the one who has waited longest, if anybody waits. */
    void wakeOne();

    /** Wakes everybody. */
    void wakeAll();

    /** Wakes the operations that use a handle, which has been closed. */
    void wakeAllOf(Lease lease);
}
