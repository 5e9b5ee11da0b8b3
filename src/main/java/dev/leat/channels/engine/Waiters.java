package dev.leat.channels.engine;

/**
 * The operations that wait at one side of a channel. The first five methods are steps of the waiting thread, in this
 * order (see {@link Waiter}); then comes a question of that thread, and the others are for those who wake.
 */
interface Waiters {
    /** Takes a place, or makes one known again that was kept, while its waiter cannot be decided yet. */
    void enlist(Place place);

    /**
     * Announces a place of a waiter that can be decided from now on, and re-checks. Returns false if there is no reason
     * to wait.
     */
    boolean announce(Place place);

    /** Takes note that nobody can decide the place's waiter any more. */
    void retreat(Place place);

    /**
     * Lets those act first who are before a place of one who was woken, now or in vain before, until its own time is over at
     * most. Returns false if it is not to try then.
     */
    boolean giveWay(Place place, Deadline limit);

    /** Leaves; the waiter's operation is over. */
    void leave(Place place);

    /** Tells whether nobody stands before a place. */
    boolean isFirst(Place place);

    /** Wakes the one who has waited longest, if anybody waits. */
    void wakeOne();

    /** Wakes everybody. */
    void wakeAll();

    /** Wakes the operations that use a handle, which has been closed. */
    void wakeAllOf(Lease lease);
}
