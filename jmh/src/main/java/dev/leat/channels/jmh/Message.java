package dev.leat.channels.jmh;

/** What is sent. */
final class Message {
    final int number;

    Message(int number) {
        this.number = number;
    }
}
