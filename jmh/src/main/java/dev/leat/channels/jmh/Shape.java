package dev.leat.channels.jmh;

/** How many threads send, and how many receive. */
record Shape(int senders, int receivers) {
    /** Reads a shape such as {@code 4:1}. */
    static Shape parse(String text) {
        String[] numbers = text.split(":", 2);
        return new Shape(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    int threads() {
        return senders + receivers;
    }

    /** How many of all messages the sender number {@code i} sends, counted from 0. */
    int share(int count, int i) {
        return count / senders + (i < count % senders ? 1 : 0);
    }

    /** The sum of what all senders send. */
    long sum(int count, Messages messages) {
        long sum = 0;
        for (int i = 0; i < senders; i++) {
            sum += messages.sum(share(count, i));
        }
        return sum;
    }
}
