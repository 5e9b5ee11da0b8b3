package dev.leat.channels.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.options.Options;

/** A benchmark with all of its parameters but one chosen, and the subjects that can be compared in it. */
record Cell(String benchmark, Map<String, String> setting, List<String> subjects) {
    static final String SUBJECT = "subject";

    /** Finds all cells of a benchmark, with the parameters that the options leave to choose from. */
    static List<Cell> of(BenchmarkListEntry benchmark, Options options) {
        var values = new TreeMap<String, List<String>>();
        benchmark.getParams().get().forEach((name, declared) ->
                values.put(name, List.copyOf(options.getParameter(name).orElse(List.of(declared)))));
        List<String> subjects = values.remove(SUBJECT);
        List<Map<String, String>> settings = List.of(Map.of());
        for (var parameter : values.entrySet()) {
            var longer = new ArrayList<Map<String, String>>();
            for (Map<String, String> setting : settings) {
                for (String value : parameter.getValue()) {
                    var with = new TreeMap<>(setting);
                    with.put(parameter.getKey(), value);
                    longer.add(with);
                }
            }
            settings = longer;
        }
        return settings.stream()
                .map(setting -> new Cell(benchmark.getUsername(), setting, able(subjects, setting)))
                .filter(cell -> !cell.subjects().isEmpty())
                .toList();
    }

    private static List<String> able(List<String> subjects, Map<String, String> setting) {
        Conditions conditions = Conditions.of(setting);
        return subjects.stream().filter(subject -> Subjects.obstacle(subject, conditions).isEmpty()).toList();
    }
}
