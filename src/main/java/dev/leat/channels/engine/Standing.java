package dev.leat.channels.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/**
 * How a select is going to wait.
 *
 * @param spots       where, in the order in which the places are announced
 * @param meets       whether it waits for a partner somewhere
 * @param sendsToPartner whether it waits for one who receives
 * @param ofBothSides the channels in which it could be met at both sides
 */
record Standing(Spot[] spots, boolean meets, boolean sendsToPartner, Set<Engine> ofBothSides) {
    /** Where one option waits: in its own channel, or in a source beneath that. */
    record Spot(int option, Engine engine, Source source) {
        /** Tells whether nobody can wait there any more. */
        boolean isLeft(Chooser<?> chooser) {
            return chooser.hasLeft(option) || source != null && source.hasEnded();
        }
    }

    static Standing of(Option<?>[] options) {
        var spots = new ArrayList<Spot>();
        var sides = new HashMap<Engine, Side>();
        var bothSides = new HashSet<Engine>();
        boolean sendsToPartner = false;
        for (int i = 0; i < options.length; i++) {
            int first = spots.size();
            spots.add(new Spot(i, options[i].engine, null));
            for (var source : options[i].engine.sources()) {
                spots.add(new Spot(i, source.engine, source));
            }
            for (var spot : spots.subList(first, spots.size())) {
                if (spot.engine.meets()) {
                    sendsToPartner |= options[i].side() == Side.SENDER;
                    Side other = sides.putIfAbsent(spot.engine, options[i].side());
                    if (other != null && other != options[i].side()) {
                        bothSides.add(spot.engine);
                    }
                }
            }
        }
        if (sides.size() > 1) {
            spots.sort(Comparator.comparingInt(spot -> System.identityHashCode(spot.engine)));
        }
        return new Standing(spots.toArray(Spot[]::new), !sides.isEmpty(), sendsToPartner, bothSides);
    }
}
