package dev.muster.worker;

/// Why a running attempt was interrupted, and what its failure is then reported as.
enum Stop {
    /// Nobody wants it any more.
    CANCELLED("cancelled", "the attempt was cancelled", false),
    /// The worker could not renew its lease, so others may run the task by now.
    LEASE_LOST("lease_lost", "the worker lost its lease while it ran the attempt", true),
    /// The worker's grace period is over.
    SHUT_DOWN("worker_stopped", "the worker stopped before the attempt ended", true);

    private final String code;
    private final String message;
    private final boolean isRetryable;

    Stop(String code, String message, boolean isRetryable) {
        this.code = code;
        this.message = message;
        this.isRetryable = isRetryable;
    }

    Outcome.Failed outcome() {
        return new Outcome.Failed(code, message, isRetryable);
    }
}
