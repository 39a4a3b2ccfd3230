package dev.muster.common.expression;

/// An expression has no value. The message says why, fit for a user's eyes, and quotes no data.
final class FailedEvaluation extends Exception {
    FailedEvaluation(String message) {
        super(message);
    }
}
