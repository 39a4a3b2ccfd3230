package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import org.jspecify.annotations.Nullable;

/// What a timer is for. A timer is never taken back: one that came too late for its attempt is refused as stale.
/// @param task that it concerns; null for the workflow's own
/// @param attempt that it concerns; 0 for none
public record Timer(Kind kind, @Nullable TaskId task, int attempt) {
    static final Timer WORKFLOW_TIMEOUT = new Timer(Kind.WORKFLOW_TIMEOUT, null, 0);
    static final Timer CONTINUE = new Timer(Kind.CONTINUE, null, 0);

    /// Stored by name.
    public enum Kind {
        /// A failed attempt is to be made again.
        BACKOFF,
        /// A claimed attempt should have reported by now.
        ATTEMPT_TIMEOUT,
        /// A task's total time is spent.
        BUDGET,
        /// The workflow's total time is spent.
        WORKFLOW_TIMEOUT,
        /// One decision had more to do than fits into one step: the rest is to be done now.
        CONTINUE
    }
}
