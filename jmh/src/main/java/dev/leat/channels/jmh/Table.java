package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** Results as Markdown: for each metric a table with a row for each cell, a column for each subject. */
final class Table {
    private static final List<String> METRICS = Stream.of(
                    List.of(Figure.PRIMARY), LatencyProfiler.METRICS, List.of(CpuProfiler.METRIC, "gc.alloc.rate.norm"))
            .flatMap(List::stream)
            .toList();

    private Table() {
    }

    static String of(Collection<RunResult> results) {
        var text = new StringBuilder(machine(results) + ". Medians, with the least and the greatest of all iterations;"
                + " \"blocking\" is the best of the peers that block, \"raw\" the best of those that poll.\n");
        byBenchmark(results).forEach((name, ofBenchmark) -> {
            for (String metric : METRICS) {
                if (ofBenchmark.stream().allMatch(result -> Figure.of(result, metric).isPresent())) {
                    text.append(table(name, ofBenchmark, metric));
                }
            }
        });
        return text.toString();
    }

    /** What the results were measured on. */
    static String machine(Collection<RunResult> results) {
        BenchmarkParams params = results.iterator().next().getParams();
        String collector = params.getJvmArgs().stream()
                .filter(argument -> argument.matches("-XX:\\+Use\\w+GC"))
                .map(argument -> ", " + argument)
                .collect(Collectors.joining());
        return "JDK " + params.getVmVersion() + collector + ", " + Runtime.getRuntime().availableProcessors()
                + " processors";
    }

    /** Groups results by what a reader knows a benchmark by: class and method. */
    static Map<String, List<RunResult>> byBenchmark(Collection<RunResult> results) {
        return results.stream().collect(Collectors.groupingBy(
                result -> result.getParams().getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)", "$1"),
                LinkedHashMap::new,
                Collectors.toList()));
    }

    private static String table(String name, List<RunResult> results, String metric) {
        boolean moreIsBetter = metric.equals(Figure.PRIMARY) && moreIsBetter(results.get(0));
        var subjects = new LinkedHashSet<String>();
        var rows = new LinkedHashMap<Map<String, String>, Map<String, Figure>>();
        for (RunResult result : results) {
            String subject = result.getParams().getParam(Cell.SUBJECT);
            subjects.add(subject);
            rows.computeIfAbsent(setting(result.getParams()), setting -> new LinkedHashMap<>())
                    .put(subject, Figure.of(result, metric).orElseThrow());
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
            subjects.forEach(subject -> line.add(figures.containsKey(subject) ? figures.get(subject).toString() : "–"));
            line.add(ratio(figures, Subjects::isBlockingPeer, moreIsBetter));
            if (raw) {
                line.add(ratio(figures, Subjects::isRaw, moreIsBetter));
            }
            lines.add(line);
        });
        String unit = rows.values().iterator().next().values().iterator().next().unit();
        String title = name + (metric.equals(Figure.PRIMARY) ? "" : ", " + metric) + ", " + unit;
        return lines.stream().map(line -> "| " + String.join(" | ", line) + " |\n")
                .collect(Collectors.joining("", "\n" + title + "\n\n", ""));
    }

    static boolean moreIsBetter(RunResult result) {
        return result.getParams().getMode() == Mode.Throughput;
    }

    /** All parameters of a result but the subject. */
    static Map<String, String> setting(BenchmarkParams params) {
        var setting = new TreeMap<String, String>();
        for (String name : params.getParamsKeys()) {
            setting.put(name, params.getParam(name));
        }
        setting.remove(Cell.SUBJECT);
        return setting;
    }

    /** Tells by which factor Leat is better than the best of certain others. */
    private static String ratio(Map<String, Figure> figures, Predicate<String> others, boolean moreIsBetter) {
        var medians = figures.entrySet().stream()
                .filter(entry -> others.test(entry.getKey()))
                .mapToDouble(entry -> entry.getValue().median());
        var best = moreIsBetter ? medians.max() : medians.min();
        Figure leat = figures.get(Subjects.LEAT);
        if (leat == null || best.isEmpty()) {
            return "–";
        }
        return Figure.rounded(moreIsBetter ? leat.median() / best.getAsDouble() : best.getAsDouble() / leat.median());
    }
}
