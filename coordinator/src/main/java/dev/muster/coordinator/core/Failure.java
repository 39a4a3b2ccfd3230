package dev.muster.coordinator.core;

import java.util.Objects;

/// Why something failed.
/// @param code stable and short; what retry policies name
/// @param message for people
public record Failure(String code, String message) {
    /// The worker that ran the attempt fell silent.
    public static final String WORKER_CRASHED = "worker_crashed";
    public static final String TIMEOUT = "timeout";
    public static final String BUDGET_EXCEEDED = "budget_exceeded";
    public static final String WORKFLOW_TIMEOUT = "workflow_timeout";
    public static final String EXPRESSION_FAILED = "expression_failed";
    public static final String INPUT_TOO_LARGE = "input_too_large";
    public static final String CHILD_FAILED = "child_failed";

    public Failure {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
    }
}
