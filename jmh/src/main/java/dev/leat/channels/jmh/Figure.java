package dev.leat.channels.jmh;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What all iterations of all forks gave: the one in the middle, the least and the greatest. */
record Figure(double median, double least, double greatest, String unit) {
    /** The metric that a benchmark is about. */
    static final String PRIMARY = "";

    /** A figure of a result, if the metric was measured. */
    static Optional<Figure> of(RunResult result, String metric) {
        double[] scores = iterations(result).stream()
                .map(iteration -> find(iteration, metric))
                .flatMap(Optional::stream)
                .mapToDouble(Result::getScore)
                .sorted()
                .toArray();
        if (scores.length == 0) {
            return Optional.empty();
        }
        int middle = scores.length / 2;
        double median = scores.length % 2 == 1 ? scores[middle] : (scores[middle - 1] + scores[middle]) / 2;
        String unit = iterations(result).stream()
                .map(iteration -> find(iteration, metric))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .getScoreUnit();
        return Optional.of(new Figure(median, scores[0], scores[scores.length - 1], unit));
    }

    /** All iterations of all forks. */
    static List<IterationResult> iterations(RunResult result) {
        return result.getBenchmarkResults().stream().flatMap(fork -> fork.getIterationResults().stream()).toList();
    }

    private static Optional<Result<?>> find(IterationResult iteration, String metric) {
        return Optional.ofNullable(
                metric.equals(PRIMARY) ? iteration.getPrimaryResult() : iteration.getSecondaryResults().get(metric));
    }

    static String rounded(double figure) {
        int decimals = figure >= 100 ? 0 : figure >= 10 ? 1 : figure >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", figure);
    }

    /** The median, and the others where they differ from it. */
    @Override
    public String toString() {
        String middle = rounded(median);
        String lowest = rounded(least);
        String highest = rounded(greatest);
        boolean same = lowest.equals(middle) && highest.equals(middle);
        return same ? middle : middle + " (" + lowest + "–" + highest + ")";
    }
}
