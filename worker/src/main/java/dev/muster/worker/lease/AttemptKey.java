package dev.muster.worker.lease;

import java.util.Objects;

/// Names one attempt at one task of one workflow.
public record AttemptKey(String workflow, String task, int attempt) {
    public AttemptKey {
        Objects.requireNonNull(workflow);
        Objects.requireNonNull(task);
    }

    /// The same for every run of this attempt, and for no other attempt.
    public String idempotencyKey() {
        return workflow + "/" + task + "/" + attempt;
    }
}
