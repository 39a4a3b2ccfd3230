package dev.muster.coordinator.core;

/// Where a task stands.
public enum TaskState {
    /// Waits for its dependencies.
    PENDING,
    /// Ready, waits for a slot of its workflow or a permit of its agent type.
    QUEUED,
    /// Published to its agent type's topic.
    DISPATCHED,
    /// Claimed by a worker; of a `forEach` task, its children are under way.
    RUNNING,
    /// Failed, waits for its next attempt.
    BACKING_OFF,
    COMPLETED,
    FAILED,
    SKIPPED,
    CANCELLED,
    COMPENSATING,
    ROLLED_BACK,
    COMPENSATION_FAILED;

    /// Whether the task still has work before it, or under way.
    public boolean isLive() {
        return switch (this) {
            case QUEUED, DISPATCHED, RUNNING, BACKING_OFF, COMPENSATING -> true;
            case PENDING, COMPLETED, FAILED, SKIPPED, CANCELLED, ROLLED_BACK, COMPENSATION_FAILED -> false;
        };
    }
}
