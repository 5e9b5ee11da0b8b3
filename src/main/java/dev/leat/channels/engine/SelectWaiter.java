package dev.leat.channels.engine;

/** A blocked select. */
final class SelectWaiter extends CourteousWaiter {
    /** One run of a select, which may take several waiters. */
    static final class Run {
        final Chooser<?> chooser;
        final Object[] messages;
        /** Where it was done. */
        Place done;

        Run(Chooser<?> chooser, Object[] messages) {
            this.chooser = chooser;
            this.messages = messages;
        }
    }

    /** The outcome of one who was met. */
    private record Meeting(Place place, Object result) {
    }

    // Let go of at the end of the wait.
    private Run run;
    private Standing standing;
    /** The option of its first place. */
    private final int index;

    private final boolean ofBothSides;
    private final boolean beneath;

    private SelectWaiter(Run run, Standing standing, Standing.Spot spot) {
        super(spot.engine(), run.chooser.option(spot.option()).handle.lease,
                run.chooser.message(spot.option(), run.messages));
        this.run = run;
        this.standing = standing;
        this.index = spot.option();
        this.ofBothSides = standing.ofBothSides().contains(spot.engine());
        this.beneath = spot.source() != null;
    }

    /** Makes a waiter with a place for each option that has not left, and each source beneath it that has not. */
    static SelectWaiter of(Run run) {
        Chooser<?> chooser = run.chooser;
        var standing = chooser.standing();
        var spots = standing.spots();
        int first = 0;
        while (first < spots.length - 1 && spots[first].isLeft(chooser)) {
            first++;
        }
        var waiter = new SelectWaiter(run, standing, spots[first]);
        for (int k = spots.length - 1; k > first; k--) {
            var spot = spots[k];
            if (!spot.isLeft(chooser)) {
                int i = spot.option();
                waiter.another = new FurtherPlace(waiter, spot.engine(), chooser.option(i).handle.lease,
                        chooser.message(i, run.messages), i, standing.ofBothSides().contains(spot.engine()),
                        spot.source() != null, waiter.another);
            }
        }
        return waiter;
    }

    @Override
    int index() {
        return index;
    }

    @Override
    boolean isOfBothSides() {
        return ofBothSides;
    }

    @Override
    boolean isBeneath() {
        return beneath;
    }

    @Override
    Object attempt() {
        Chooser<?> chooser = run.chooser;
        for (int i = chooser.pick(); i >= 0; i = chooser.pick()) {
            Object result = chooser.attempt(i, run.messages);
            if (result != null) {
                run.done = place(i);
                return result;
            }
        }
        spent |= hasAnyLeft();
        return null;
    }

    /** Tells whether there is a place at which nothing is waited for any more, as this run or another one has found out. */
    private boolean hasAnyLeft() {
        for (Place p = this; p != null; p = p.another()) {
            if (run.chooser.hasLeft(p.index())) {
                return true;
            }
        }
        return false;
    }

    /** Returns an option's own place, also if the message came from a source beneath it. */
    private Place place(int i) {
        Place p = this;
        while (p.index() != i || p.isBeneath()) {
            p = p.another();
        }
        return p;
    }

    @Override
    Object meeting(Place place, Object result) {
        return new Meeting(place, result);
    }

    @Override
    Object met(Object outcome) {
        var meeting = (Meeting) outcome;
        run.done = meeting.place();
        run.done.listed = false; // unlinked by its partner
        return meeting.result();
    }

    @Override
    Place done() {
        return run.done;
    }

    @Override
    boolean meets() {
        return standing.meets();
    }

    /**
     * Nobody knows of one who sends to a partner before it is announced, so it has not polled before. Without these spins, in
     * turn, SelectBoth (virtual threads, JDK 25, 2 processors, messages a us): 1.04, and 1.6 with 300 or 2,000; Jox 1.5.
     */
    @Override
    int spins() {
        return standing.sendsToPartner() ? WaitPolicy.OFFER.spins(learned(), standing.spots().length) : 0;
    }

    @Override
    Patience learned() {
        return run.chooser.patience();
    }

    @Override
    Waiter again() {
        return of(run);
    }

    @Override
    Object blocker() {
        return run.chooser;
    }

    @Override
    void release() {
        super.release();
        run = null; // with the messages, and the handles of other channels
        standing = null;
    }
}
