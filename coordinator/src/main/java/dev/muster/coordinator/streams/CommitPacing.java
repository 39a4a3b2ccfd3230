package dev.muster.coordinator.streams;

import java.time.Duration;

/// Decides when a stream thread is to commit at once instead of at its interval: when it has processed all that it polled,
/// unless it would commit for more than a third of its time. One by one, a workflow then does not wait for the interval at each
/// of its steps; and the more there is to do, or the longer a commit takes, the more is committed together. Owned by its
/// stream thread.
final class CommitPacing {
    /// Times the last commit's that something else is done.
    private static final int WORK = 2;

    private int left;
    private long polledNanos;
    private long beganNanos;
    private long endedNanos;
    private boolean hasCommitted;
    private boolean hasWorked;

    /// The thread has these to process now. What it had before is processed, or another's.
    void polled(int inputs, long nowNanos) {
        left = inputs;
        polledNanos = nowNanos;
    }

    /// A commit begins.
    void commits(long nowNanos) {
        beganNanos = nowNanos;
    }

    void committed(long nowNanos) {
        endedNanos = nowNanos;
        hasCommitted = true;
        hasWorked = false;
    }

    /// An input was processed.
    /// @return whether to ask for a commit
    boolean asks(long nowNanos) {
        left = Math.max(0, left - 1);
        hasWorked = true;
        return isDue(nowNanos);
    }

    /// Something was done without an input.
    void worked() {
        hasWorked = true;
    }

    /// Whether to ask for a commit of what was done, now that time has passed.
    boolean isDue(long nowNanos) {
        return hasWorked && left == 0
                && (!hasCommitted || nowNanos - endedNanos >= WORK * (endedNanos - beganNanos));
    }

    /// For how long the thread has been busy with what it polled last, and not looked for more.
    Duration behind(long nowNanos) {
        return left == 0 ? Duration.ZERO : Duration.ofNanos(nowNanos - polledNanos);
    }
}
