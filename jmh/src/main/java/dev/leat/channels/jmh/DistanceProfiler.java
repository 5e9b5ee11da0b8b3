package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * How far the processors are from each other just before and just after an iteration: the time that a cache line takes to the
 * other one and back. The host of a virtual machine may move its processors, to where that takes six times as long, and all
 * that passes single messages too; so iterations can be compared only if they had the same distance.
 *
 * <p>Only where there are two processors. Of more, the operating system chooses two for this, and others for the benchmark.
 */
public final class DistanceProfiler implements InternalProfiler {
    private static final boolean TWO_PROCESSORS = Runtime.getRuntime().availableProcessors() == 2;
    private static final String METRIC = "distance";
    /** What is farther than so many times the distance of the nearest iterations is not compared with them. */
    private static final double NEAR = 2;
    /** One of so many iterations may have seemed to be nearer than it was (3 of 468 did), and does not count as nearest. */
    private static final int OUTLIERS = 20;
    private static final int BATCHES = 5;
    private static final int LAPS = 2_000;

    private static volatile int lap;

    private double before;

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (TWO_PROCESSORS) {
            before = distance();
        }
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        return TWO_PROCESSORS
                ? List.of(new ScalarResult(METRIC, Math.max(before, distance()), "ns", AggregationPolicy.MAX))
                : List.of();
    }

    /** Returns the least of some averages: in the others a thread may have lost its processor. */
    private static double distance() {
        lap = 0;
        var other = new Thread(() -> {
            for (int i = 1; i < 2 * BATCHES * LAPS; i += 2) {
                pass(i);
            }
        });
        other.start();
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            for (int i = 2 * batch * LAPS; i < 2 * (batch + 1) * LAPS; i += 2) {
                pass(i);
            }
            least = Math.min(least, System.nanoTime() - start);
        }
        return (double) least / LAPS;
    }

    private static void pass(int number) {
        while (lap != number) {
            Thread.onSpinWait();
        }
        lap = number + 1;
    }

    @Override
    public String getDescription() {
        return "how long a cache line takes to another processor and back";
    }

    /**
     * Returns results with those iterations alone that can be compared: all that were near, and all whose distance was not
     * measured.
     */
    static List<RunResult> comparable(Collection<RunResult> results) {
        double[] distances = results.stream()
                .flatMap(result -> Figure.iterations(result).stream())
                .map(DistanceProfiler::distanceOf)
                .flatMapToDouble(OptionalDouble::stream)
                .sorted().toArray();
        double limit = distances.length == 0 ? 0 : NEAR * distances[distances.length / OUTLIERS];
        var comparable = new ArrayList<RunResult>();
        for (RunResult result : results) {
            var near = Figure.iterations(result).stream().filter(each -> distanceOf(each).orElse(0) <= limit).toList();
            if (!near.isEmpty()) {
                comparable.add(new RunResult(
                        result.getParams(), List.of(new BenchmarkResult(result.getParams(), near))));
            }
        }
        return comparable;
    }

    private static OptionalDouble distanceOf(IterationResult iteration) {
        return Optional.ofNullable(iteration.getSecondaryResults().get(METRIC))
                .map(result -> OptionalDouble.of(result.getScore()))
                .orElse(OptionalDouble.empty());
    }
}
