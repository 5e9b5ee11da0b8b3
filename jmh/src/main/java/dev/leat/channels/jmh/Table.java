package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Results as Markdown: a row for each cell, a column for each subject; the median of all iterations of all forks. */
final class Table {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Table() {
    }

    static String of(Collection<RunResult> results) {
        var text = new StringBuilder("JDK " + System.getProperty("java.vm.version") + ", "
                + Runtime.getRuntime().availableProcessors()
                + " processors. Medians;"
                + " \"blocking\" is the best of the peers that block, \"raw\" the best of those that poll.\n");
        results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.getParams().getBenchmark(), LinkedHashMap::new, Collectors.toList()))
                .forEach((benchmark, ofBenchmark) -> {
                    String name = benchmark.replaceAll(".*\\.(\\w+\\.\\w+)", "$1");
                    boolean more = ofBenchmark.get(0).getParams().getMode() == Mode.Throughput;
                    text.append(table(name, ofBenchmark, more, RunResult::getPrimaryResult));
                    if (ofBenchmark.stream().allMatch(result -> result.getSecondaryResults().containsKey(ALLOCATED))) {
                        text.append(table(
                                name, ofBenchmark, false, result -> result.getSecondaryResults().get(ALLOCATED)));
                    }
                });
        return text.toString();
    }

    private static String table(
            String name, List<RunResult> results, boolean moreIsBetter, Function<RunResult, Result<?>> figure) {
        var subjects = new LinkedHashSet<String>();
        var rows = new LinkedHashMap<Map<String, String>, Map<String, Double>>();
        for (RunResult result : results) {
            String subject = result.getParams().getParam(Cell.SUBJECT);
            subjects.add(subject);
            rows.computeIfAbsent(setting(result.getParams()), setting -> new LinkedHashMap<>())
                    .put(subject, figure.apply(result).getStatistics().getPercentile(50));
        }
        var lines = new ArrayList<List<String>>();
        List<String> head = new ArrayList<>(rows.keySet().iterator().next().keySet());
        head.addAll(subjects);
        head.add(moreIsBetter ? "leat / blocking" : "blocking / leat");
        boolean raw = subjects.stream().anyMatch(Subjects::isRaw);
        if (raw) {
            head.add(moreIsBetter ? "leat / raw" : "raw / leat");
        }
        lines.add(head);
        lines.add(head.stream().map(column -> "---").toList());
        rows.forEach((setting, figures) -> {
            var line = new ArrayList<>(setting.values());
            subjects.forEach(subject -> line.add(figures.containsKey(subject) ? rounded(figures.get(subject)) : "–"));
            line.add(ratio(figures, false, moreIsBetter));
            if (raw) {
                line.add(ratio(figures, true, moreIsBetter));
            }
            lines.add(line);
        });
        String unit = figure.apply(results.get(0)).getScoreUnit();
        return lines.stream().map(line -> "| " + String.join(" | ", line) + " |\n")
                .collect(Collectors.joining("", "\n" + name + ", " + unit + "\n\n", ""));
    }

    private static Map<String, String> setting(BenchmarkParams params) {
        var setting = new TreeMap<String, String>();
        for (String name : params.getParamsKeys()) {
            setting.put(name, params.getParam(name));
        }
        setting.remove(Cell.SUBJECT);
        return setting;
    }

    /** Tells by which factor Leat is better than the best of the raw queues, or of the other peers. */
    private static String ratio(Map<String, Double> figures, boolean raw, boolean moreIsBetter) {
        var peers = figures.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(Subjects.LEAT) && Subjects.isRaw(entry.getKey()) == raw)
                .mapToDouble(Map.Entry::getValue);
        var best = moreIsBetter ? peers.max() : peers.min();
        Double leat = figures.get(Subjects.LEAT);
        if (leat == null || best.isEmpty()) {
            return "–";
        }
        return rounded(moreIsBetter ? leat / best.getAsDouble() : best.getAsDouble() / leat);
    }

    private static String rounded(double figure) {
        int decimals = figure >= 100 ? 0 : figure >= 10 ? 1 : figure >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", figure);
    }
}
