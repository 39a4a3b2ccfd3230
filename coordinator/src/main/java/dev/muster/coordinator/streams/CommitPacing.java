package dev.muster.coordinator.streams;

import java.time.Duration;

/// Decides when a stream thread is to commit at once instead of at its interval: when it has processed all that it polled,
/// and that was little. One by one, a workflow then does not wait for the interval at each of its steps; under load, each
/// transaction's cost is shared by all that came in the interval. Owned by its stream thread.
///
/// That nothing more is there to process is what keeps it from a trap: where a commit takes long, few inputs are processed
/// between two of them, however many wait.
final class CommitPacing {
    private static final long WINDOW_NANOS = Duration.ofMillis(20).toNanos();

    private final int few;
    private long windowStart = Long.MIN_VALUE;
    private int current;
    private int previous;
    private int left;
    private long polledNanos;

    /// @param few inputs within two windows that are still worth a transaction each
    CommitPacing(int few) {
        this.few = few;
    }

    /// The thread has these to process now. What it had before is processed, or another's.
    void polled(int inputs, long nowNanos) {
        left = inputs;
        polledNanos = nowNanos;
    }

    /// An input was processed.
    /// @return whether to ask for a commit
    boolean asks(long nowNanos) {
        var elapsed = windowStart == Long.MIN_VALUE ? Long.MAX_VALUE : nowNanos - windowStart;
        if (elapsed >= WINDOW_NANOS) {
            previous = elapsed >= 2 * WINDOW_NANOS ? 0 : current;
            current = 0;
            windowStart = nowNanos;
        }
        current++;
        left = Math.max(0, left - 1);
        return left == 0 && previous + current <= few;
    }

    /// For how long the thread has been busy with what it polled last, and not looked for more.
    Duration behind(long nowNanos) {
        return left == 0 ? Duration.ZERO : Duration.ofNanos(nowNanos - polledNanos);
    }
}
