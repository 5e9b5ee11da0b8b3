package dev.leat.channels;

/**
 * A message that says who sent it and as which one. Its fields are plain, so that nothing but the channel publishes
 * them.
 */
final class Numbered {
    private int sender = -1;
    private int number = -1;

    static Numbered of(int sender, int number) {
        Numbered message = new Numbered();
        message.sender = sender;
        message.number = number;
        return message;
    }

    int sender() {
        return sender;
    }

    int number() {
        return number;
    }
}
