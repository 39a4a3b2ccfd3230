package dev.muster.coordinator.streams;

import java.time.Duration;

/// Decides when a stream thread is to commit at once instead of at its interval: while there is little to commit
/// together. One by one, a workflow then does not wait for the interval at each of its steps; under load, each
/// transaction's cost is shared by all that came in the interval. Owned by its stream thread.
final class CommitPacing {
    private static final long WINDOW_NANOS = Duration.ofMillis(20).toNanos();

    private final int few;
    private long windowStart = Long.MIN_VALUE;
    private int current;
    private int previous;

    /// @param few inputs within two windows that are still worth a transaction each
    CommitPacing(int few) {
        this.few = few;
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
        return previous + current <= few;
    }
}
