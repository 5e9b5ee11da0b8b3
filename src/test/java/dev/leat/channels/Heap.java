package dev.leat.channels;

/** How much of the heap is in use. */
final class Heap {
    private Heap() {
    }

    static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
