package dev.muster.common.error;

import java.time.Duration;

/// The coordinator has more to do than it gets done: it takes what it has accepted to its end, and nothing new for a
/// while.
public final class OverloadedException extends MusterException {
    private final Duration retryAfter;

    /// @param retryAfter when there may be room again
    public OverloadedException(String message, Duration retryAfter) {
        super(message, null);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
