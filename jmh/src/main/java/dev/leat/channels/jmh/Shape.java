package dev.leat.channels.jmh;

/** How many threads send, and how many receive. */
record Shape(int senders, int receivers) {
    /** Reads a shape such as {@code 4:1}. */
    static Shape parse(String text) {
        String[] numbers = text.split(":", 2);
        return new Shape(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }
}
