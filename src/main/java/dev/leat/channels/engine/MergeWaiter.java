package dev.leat.channels.engine;

/** A blocked receive from a merged receiver: its first place is nowhere, the others are in the channels beneath. */
final class MergeWaiter extends CourteousWaiter {
    // Let go of at the end of the wait, when a source may refer to this for a while.
    private MergeEngine merged;
    private Place done = this;

    MergeWaiter(MergeEngine merged, Lease handle) {
        super(merged, handle, null);
        this.merged = merged;
        Source[] sources = merged.sources();
        for (int k = sources.length - 1; k >= 0; k--) {
            if (!sources[k].hasEnded()) {
                another = new FurtherPlace(this, sources[k].engine, handle, null, 0, false, true, another);
            }
        }
    }

    @Override
    Object attempt() {
        for (Source source = merged.pick(); source != null; source = merged.pick()) {
            Object result = merged.poll(source);
            if (result != null) {
                done = place(source);
                return result;
            }
        }
        return merged.hasEnded() ? Engine.ENDED : null;
    }

    private Place place(Source source) {
        Place p = another;
        while (p.engine() != source.engine) {
            p = p.another();
        }
        return p;
    }

    @Override
    Place done() {
        return done;
    }

    @Override
    void release() {
        super.release();
        merged = null;
        done = null;
    }
}
