package dev.muster.common.error;

import java.time.Duration;

/// As many workflows as may run do so, and as many as may wait for their turn do.
public final class WorkflowConcurrencyException extends WorkflowException {
    private final Duration retryAfter;

    /// @param most how many workflows may wait
    /// @param retryAfter when one of them may have left its place
    public WorkflowConcurrencyException(int most, Duration retryAfter) {
        super(null, most + " workflows or more wait for their turn to run, expected fewer", null);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
