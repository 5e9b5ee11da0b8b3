package dev.leat.channels.jmh;

import java.util.Map;

/** What a subject is measured under: the kind of its threads, how many of them, and the capacity of its channels. */
record Conditions(String threads, Shape shape, int capacity) {
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final String VIRTUAL = "virtual";

    /** Reads the conditions from the parameters of a benchmark; what it has no parameter for is the same for all. */
    static Conditions of(Map<String, String> params) {
        String capacity = params.get("capacity");
        return new Conditions(
                params.getOrDefault("threads", "platform"),
                Shape.parse(params.getOrDefault("shape", "1:1")),
                capacity == null ? UNBOUNDED : Integer.parseInt(capacity));
    }

    boolean virtual() {
        return threads.equals(VIRTUAL);
    }
}
