package dev.leat.examples;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What was counted, and remarks on what could not be. For one thread: each has its own, and they are added up. */
final class Tally {
    /** A letter, then letters, their accents, and digits. */
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{Nd}]*");

    private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT_FIRST =
            Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());

    private long files;
    private long lines;
    private final Map<String, Long> words = new HashMap<>();
    private final SortedMap<Path, String> remarks = new TreeMap<>();

    void countFile() {
        files++;
    }

    void countLine(String line) {
        lines++;
        var word = WORD.matcher(line);
        while (word.find()) {
            words.merge(word.group().toLowerCase(Locale.ROOT), 1L, Long::sum);
        }
    }

    void remark(Path path, String remark) {
        remarks.put(path, remark);
    }

    void add(Tally other) {
        files += other.files;
        lines += other.lines;
        other.words.forEach((word, count) -> words.merge(word, count, Long::sum));
        remarks.putAll(other.remarks);
    }

    boolean agreesWith(Tally other) {
        return files == other.files && lines == other.lines && words.equals(other.words)
                && remarks.equals(other.remarks);
    }

    /** Prints the ten most frequent words and the totals, and the remarks to the error stream. */
    void print() {
        remarks.forEach((path, remark) -> System.err.println(path + ": " + remark));
        words.entrySet().stream().sorted(MOST_FREQUENT_FIRST).limit(10)
                .forEach(word -> System.out.println(word.getValue() + " " + word.getKey()));
        System.out.println(this);
    }

    /** The totals. */
    @Override
    public String toString() {
        long total = words.values().stream().mapToLong(Long::longValue).sum();
        return files + " files, " + lines + " lines, " + total + " words, " + words.size() + " distinct";
    }
}
