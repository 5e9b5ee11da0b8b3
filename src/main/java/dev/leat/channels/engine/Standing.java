package dev.leat.channels.engine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How a select is going to wait.
 *
 * @param order       the options in the order in which their places are announced
 * @param meets       whether some of them wait for a partner
 * @param ofBothSides the channels in which it could be met at both sides
 * @param blocker     what a thread dump is to show
 */
record Standing(int[] order, boolean meets, Set<Engine> ofBothSides, Object blocker) {
    static Standing of(Chooser<?> chooser, Option<?>[] options) {
        var order = IntStream.range(0, options.length).toArray();
        var sides = new HashMap<Engine, Side>();
        var bothSides = new HashSet<Engine>();
        for (var option : options) {
            if (option.engine.meets()) {
                Side other = sides.putIfAbsent(option.engine, option.side());
                if (other != null && other != option.side()) {
                    bothSides.add(option.engine);
                }
            }
        }
        if (sides.size() > 1) {
            order = IntStream.of(order).boxed()
                    .sorted(Comparator.comparingInt(i -> System.identityHashCode(options[i].engine)))
                    .mapToInt(Integer::intValue).toArray();
        }
        return new Standing(
                order, !sides.isEmpty(), bothSides, options.length == 1 ? options[0].engine.blocker() : chooser);
    }
}
