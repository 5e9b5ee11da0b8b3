package dev.leat.channels.jmh;

import java.util.Map;

/** What a subject is measured under: the kind of its threads, how many of them, and the capacity of its channels. */
record Conditions(String threads, Shape shape, int capacity) {
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final String VIRTUAL = "virtual";

    /** Reads the conditions from the parameters of a benchmark; what it has no parameter for is the same for all. */
    static Conditions of(Map<String, String> params) {
        String channels = params.get("channels");
        return new Conditions(
                params.getOrDefault("threads", "platform"),
                channels == null
                        ? Shape.parse(params.getOrDefault("shape", "1:1"))
                        : new Shape(Integer.parseInt(channels), 1),
                capacity(params.getOrDefault("capacity", "unbounded")));
    }

    static int capacity(String text) {
        return text.equals("unbounded") ? UNBOUNDED : Integer.parseInt(text);
    }

    boolean virtual() {
        return threads.equals(VIRTUAL);
    }
}
