package dev.leat.channels.jmh;

/** An endless, repeating row of messages, made beforehand or when they are asked for. */
final class Messages {
    private static final int PERIOD = 1024;

    private final boolean fresh;
    private final Message[] reused = new Message[PERIOD];

    private Messages(boolean fresh) {
        this.fresh = fresh;
        for (int i = 0; i < PERIOD; i++) {
            reused[i] = new Message(i + 1);
        }
    }

    /** Gives messages that are "reused", and so cost nothing, or "fresh". */
    static Messages of(String payload) {
        return switch (payload) {
            case "reused" -> new Messages(false);
            case "fresh" -> new Messages(true);
            default -> throw new IllegalArgumentException("unknown payload: " + payload);
        };
    }

    Message get(int i) {
        Message message = reused[i % PERIOD];
        return fresh ? new Message(message.number) : message;
    }

    /** The sum of the numbers of the first messages: who received all of them, once each, has this sum. */
    long sum(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += reused[i % PERIOD].number;
        }
        return sum;
    }
}
