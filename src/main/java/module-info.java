/**
 * Channels: paired senders and receivers that hand messages from thread to thread, and end by themselves.
 */
module dev.leat.channels {
    exports dev.leat.channels;
}
