package dev.muster.coordinator.core;

/// Where a workflow stands.
public enum WorkflowState {
    /// Accepted, awaiting admission.
    PENDING,
    RUNNING,
    /// Takes in what is reported and decides nothing until it is resumed.
    PAUSED,
    /// Stops what runs, then compensates what completed.
    ROLLING_BACK,
    COMPLETED,
    FAILED,
    CANCELLED,
    ROLLED_BACK,
    /// Rolled back but for some compensations that failed for good.
    ROLLBACK_FAILED;

    public boolean isEnded() {
        return switch (this) {
            case PENDING, RUNNING, PAUSED, ROLLING_BACK -> false;
            case COMPLETED, FAILED, CANCELLED, ROLLED_BACK, ROLLBACK_FAILED -> true;
        };
    }
}
