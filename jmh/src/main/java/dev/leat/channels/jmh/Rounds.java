package dev.leat.channels.jmh;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks as JMH itself does, in another order: rounds in which every cell is measured once, by one fork of
 * each subject in turn. So the drift of the machine, which is larger than many a difference, hits all subjects alike.
 */
public final class Rounds {
    private static final int ROUNDS = 5;

    private final List<CommandLineOptions> groups;
    private final Map<String, RunResult> results = new LinkedHashMap<>();
    private boolean failed;

    private Rounds(List<CommandLineOptions> groups) {
        this.groups = groups;
    }

    /**
     * Runs the benchmarks, and writes a JSON file, tables and a chart after every round.
     *
     * @param args the path of these files without .json, .md and .svg; then JMH's own options, for each group of benchmarks
     *             after a {@code --}; -f is the number of rounds, the same for all groups
     */
    public static void main(String... args) throws Exception {
        var rounds = new Rounds(groups(Arrays.asList(args).subList(1, args.length)));
        rounds.run(args[0]);
        if (rounds.failed) {
            System.exit(1);
        }
    }

    private static List<CommandLineOptions> groups(List<String> args) throws CommandLineOptionException {
        var groups = new ArrayList<CommandLineOptions>();
        int start = 0;
        for (int i = 0; i <= args.size(); i++) {
            if (i == args.size() || args.get(i).equals("--")) {
                if (i > start) {
                    groups.add(new CommandLineOptions(args.subList(start, i).toArray(String[]::new)));
                }
                start = i + 1;
            }
        }
        return groups;
    }

    private void run(String path) throws IOException {
        Path json = Path.of(path + ".json");
        Path table = Path.of(path + ".md");
        Path chart = Path.of(path + ".svg");
        var cells = new LinkedHashMap<Cell, CommandLineOptions>();
        for (CommandLineOptions group : groups) {
            cells(group).forEach(cell -> cells.put(cell, group));
        }
        int rounds = groups.get(0).getForkCount().orElse(ROUNDS);
        for (int round = 0; round < rounds; round++) {
            cells.forEach((cell, options) -> cell.subjects().forEach(subject -> run(cell, subject, options)));
            if (results.isEmpty()) {
                throw new IllegalStateException("everything failed");
            }
            try (var out = new PrintStream(Files.newOutputStream(json))) {
                ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results.values());
            }
            List<RunResult> comparable = DistanceProfiler.comparable(results.values());
            Files.writeString(table, Table.of(comparable) + leftOut(comparable));
            Files.writeString(chart, Chart.of(comparable));
        }
        System.out.println(Files.readString(table));
    }

    private String leftOut(List<RunResult> comparable) {
        long all = iterations(results.values());
        long leftOut = all - iterations(comparable);
        return leftOut == 0 ? "" : "\nOf " + all + " iterations " + leftOut
                + " are left out: the processors were farther from each other than in the others.\n";
    }

    private static long iterations(Collection<RunResult> results) {
        return results.stream().mapToLong(result -> Figure.iterations(result).size()).sum();
    }

    private static List<Cell> cells(CommandLineOptions options) {
        var cells = new ArrayList<Cell>();
        var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        for (var benchmark : BenchmarkList.defaultList().find(silent, options.getIncludes(), options.getExcludes())) {
            cells.addAll(Cell.of(benchmark, options));
        }
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("nothing to measure: no such benchmark, or no subject that can do it");
        }
        return cells;
    }

    /** Runs one fork. One that fails is missing in the results, and does not keep the others from being measured. */
    private void run(Cell cell, String subject, CommandLineOptions options) {
        var one = new OptionsBuilder()
                .parent(options)
                // An include would only be added to those of the parent.
                .exclude("^(?!" + Pattern.quote(cell.benchmark()) + "$)")
                .param(Cell.SUBJECT, subject)
                .forks(1)
                .shouldFailOnError(true);
        cell.setting().forEach(one::param);
        try {
            for (RunResult result : new Runner(one.build()).run()) {
                results.merge(result.getParams().id(), result, Rounds::join);
            }
        } catch (RunnerException e) {
            failed = true;
            e.printStackTrace();
        }
    }

    private static RunResult join(RunResult earlier, RunResult later) {
        var forks = new ArrayList<>(earlier.getBenchmarkResults());
        forks.addAll(later.getBenchmarkResults());
        return new RunResult(later.getParams(), forks);
    }
}
