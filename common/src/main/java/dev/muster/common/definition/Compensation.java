package dev.muster.common.definition;

import java.util.Objects;

/// How to undo a completed task. An input that the definition leaves out is the task's own.
public record Compensation(Work work, Attempts attempts) {
    public Compensation {
        Objects.requireNonNull(work);
        Objects.requireNonNull(attempts);
    }
}
