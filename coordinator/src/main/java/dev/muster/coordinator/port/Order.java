package dev.muster.coordinator.port;

/// What can be asked of a workflow that exists.
public enum Order {
    CANCEL, CANCEL_WITH_ROLLBACK, PAUSE, RESUME, RETRY, ROLLBACK
}
