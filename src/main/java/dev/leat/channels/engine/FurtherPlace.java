package dev.leat.channels.engine;

/** A place of a waiter that has several. */
final class FurtherPlace extends Place {
    private final Waiter waiter;
    private final int index;
    private final boolean ofBothSides;
    private final boolean beneath;
    private Place another; // let go of at the end of the wait

    FurtherPlace(Waiter waiter, Engine engine, Lease lease, Object message, int index, boolean ofBothSides,
            boolean beneath, Place another) {
        super(engine, lease, message);
        this.waiter = waiter;
        this.index = index;
        this.ofBothSides = ofBothSides;
        this.beneath = beneath;
        this.another = another;
    }

    @Override
    Waiter waiter() {
        return waiter;
    }

    @Override
    int index() {
        return index;
    }

    @Override
    Place another() {
        return another;
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
    void release() {
        super.release();
        another = null;
    }
}
