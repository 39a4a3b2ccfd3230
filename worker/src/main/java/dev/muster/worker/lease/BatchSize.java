package dev.muster.worker.lease;

/// How many records an intake asks for at once. A consumer's number is fixed when it is opened, and it is polled
/// only while as many slots are free: half the slots let one batch run while the next is taken, and a worker full
/// of long tasks, whose few free slots would never fill a batch, reopens with what is free.
public final class BatchSize {
    private static final int MOST = 500;

    private BatchSize() {}

    /// For a consumer that is about to be opened.
    public static int opening(int slots, int free) {
        return Math.clamp(free, 1, usual(slots));
    }

    /// Whether a consumer opened with `size` should be opened anew with more: it comes back full, and at least
    /// twice as much could be taken.
    public static boolean isOutgrown(int size, int slots, int free, int received) {
        return received == size && size < usual(slots) && Math.min(free, usual(slots)) >= 2 * size;
    }

    static int usual(int slots) {
        return Math.clamp(slots / 2, 1, MOST);
    }
}
