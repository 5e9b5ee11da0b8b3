package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;

/**
 * Results as a drawing (SVG): a group of bars for each cell that Leat and others were measured in, the cells on
 * platform threads left and those on virtual threads right. What is faster has the longer bar, and each group has a
 * scale of its own. The colours can be read on a light and on a dark page.
 */
final class Chart {
    private static final List<String> THREADS = List.of("platform", "virtual");
    /** The bars of a group, from above; of subjects that share a bar, the best is drawn. */
    private static final List<List<String>> BARS = List.of(
            List.of(Subjects.LEAT),
            List.of("jox"),
            List.of("kotlin"),
            List.of("abq", "lbq", "ltq", "sq", "sq-fair"),
            List.of("conversant"),
            List.of("mpsc-take"));
    private static final Map<String, String> NAMES = Map.of(
            Subjects.LEAT, "Leat",
            "jox", "Jox",
            "kotlin", "Kotlin",
            "abq", "ArrayBlockingQueue",
            "lbq", "LinkedBlockingQueue",
            "ltq", "LinkedTransferQueue",
            "sq", "SynchronousQueue",
            "sq-fair", "SynchronousQueue, fair",
            "conversant", "Conversant",
            "mpsc-take", "JCTools, blocking");

    private static final int PANEL = 430;
    private static final int BAR_START = 145;
    private static final int BAR_LENGTH = 200;
    private static final int BAR_PITCH = 15;
    private static final int BAR_HEIGHT = 10;
    private static final int GROUP_HEAD = 18;
    private static final int GROUP_GAP = 12;
    private static final int TOP = 58;
    private static final int BOTTOM = 30;

    private final StringBuilder shapes = new StringBuilder();

    private Chart() {
    }

    static String of(Collection<RunResult> results) {
        return new Chart().draw(results);
    }

    private String draw(Collection<RunResult> results) {
        text("legend", 0, 14, "Longer is faster. Every group has a scale of its own.");
        for (int i = 0; i < THREADS.size(); i++) {
            text("column", i * PANEL, 42, THREADS.get(i) + " threads");
        }
        int y = TOP;
        for (var row : rows(results).entrySet()) {
            int height = 0;
            for (int i = 0; i < THREADS.size(); i++) {
                List<Bar> bars = bars(row.getValue().getOrDefault(THREADS.get(i), List.of()));
                if (bars.size() > 1) {
                    height = Math.max(height, group(i * PANEL, y, row.getKey(), bars));
                }
            }
            y += height;
        }
        text("legend", 0, y + BOTTOM / 2, Table.machine(results)
                + ". Medians; the thin line ends at the slowest and at the fastest iteration.");
        int width = THREADS.size() * PANEL;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <title>Leat beside its peers</title>
                <style>
                text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #77808b; }
                .column { font-size: 14px; font-weight: 600; }
                .head { font-weight: 600; }
                .name { text-anchor: end; font-size: 11px; }
                .value { font-size: 11px; }
                .legend { font-size: 11px; }
                .leat { fill: #0f8f83; }
                .name.leat, .value.leat { font-weight: 700; }
                rect { fill: #98a2ae; }
                .spread { stroke: #57606a; stroke-width: 1; }
                </style>
                %3$s</svg>
                """.formatted(width, y + BOTTOM, shapes);
    }

    /** By the title of a cell, which leaves out its kind of threads, and by that. */
    private static Map<String, Map<String, List<RunResult>>> rows(Collection<RunResult> results) {
        var rows = new LinkedHashMap<String, Map<String, List<RunResult>>>();
        for (RunResult result : results) {
            var setting = new TreeMap<>(Table.setting(result.getParams()));
            String threads = Optional.ofNullable(setting.remove("threads")).orElse(THREADS.get(0));
            rows.computeIfAbsent(title(result, setting), title -> new LinkedHashMap<>())
                    .computeIfAbsent(threads, kind -> new ArrayList<>())
                    .add(result);
        }
        return rows;
    }

    /** Such as "Bounded: capacity 128, shape 4:4". */
    private static String title(RunResult result, Map<String, String> setting) {
        String[] names = result.getParams().getBenchmark().split("\\.");
        String type = names[names.length - 2];
        String words = type.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        boolean method = type.equals("Pipeline");
        return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT)
                + (method ? ", " + names[names.length - 1] : "")
                + setting.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals("reused"))
                        .map(entry -> entry.getKey().equals("shape") ? entry.getValue() : entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", ": ", "")).replaceAll(": $", "");
    }

    private static List<Bar> bars(List<RunResult> results) {
        Map<String, Bar> bySubject = results.stream().collect(Collectors.toMap(
                result -> result.getParams().getParam(Cell.SUBJECT), Bar::of));
        return BARS.stream()
                .map(subjects -> subjects.stream()
                        .map(bySubject::get)
                        .filter(bar -> bar != null)
                        .max(Comparator.comparingDouble(Bar::speed)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Draws a group, and returns its height. */
    private int group(int x, int y, String title, List<Bar> bars) {
        double fastest = bars.stream().mapToDouble(Bar::fastest).max().orElseThrow();
        text("head", x, y + 12, title);
        int top = y + GROUP_HEAD;
        for (Bar bar : bars) {
            String style = bar.subject().equals(Subjects.LEAT) ? " leat" : "";
            int start = x + BAR_START;
            double length = Math.max(1, bar.speed() / fastest * BAR_LENGTH);
            double end = start + Math.max(length, bar.fastest() / fastest * BAR_LENGTH);
            text("name" + style, start - 6, top + 10, NAMES.get(bar.subject()));
            line("<rect class=\"bar%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"1.5\"/>",
                    style, start, top + 1, length, BAR_HEIGHT);
            double middle = top + 1 + BAR_HEIGHT / 2.0;
            line("<line class=\"spread\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                    start + bar.slowest() / fastest * BAR_LENGTH, middle, end, middle);
            text("value" + style, end + 5, top + 10, bar.label());
            top += BAR_PITCH;
        }
        return top - y + GROUP_GAP;
    }

    private void text(String style, double x, double y, String text) {
        line("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                style, x, y, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void line(String format, Object... values) {
        shapes.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** How fast a subject is: messages per time, or the reciprocal of the time for one. */
    private record Bar(String subject, double speed, double slowest, double fastest, String label) {
        static Bar of(RunResult result) {
            String subject = result.getParams().getParam(Cell.SUBJECT);
            Figure figure = Figure.of(result, Figure.PRIMARY).orElseThrow();
            String label = Figure.rounded(figure.median()) + " " + figure.unit()
                    .replace("ops/us", "per µs").replace("us/op", "µs").replace("ns/op", "ns");
            return Table.moreIsBetter(result)
                    ? new Bar(subject, figure.median(), figure.least(), figure.greatest(), label)
                    : new Bar(subject, 1 / figure.median(), 1 / figure.greatest(), 1 / figure.least(), label);
        }
    }
}
