package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is remembered of one task, or of one child of a `forEach` task. A task without a row is [#absent].
/// @param failure of the latest attempt; of the task, once it failed
public record TaskRow(TaskId id, TaskState state, Arrivals arrivals, Attempt attempt, Span span,
        @Nullable Failure failure, Undo undo) {
    public TaskRow {
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
        Objects.requireNonNull(arrivals);
        Objects.requireNonNull(attempt);
        Objects.requireNonNull(span);
        Objects.requireNonNull(undo);
    }

    /// What a task is before anything happened to it.
    public static TaskRow absent(TaskId id) {
        return new TaskRow(id, TaskState.PENDING, Arrivals.NONE, Attempt.NONE, Span.NONE, null, Undo.NOTHING);
    }

    /// @param startedAt of the first attempt
    /// @param endedAt of the run, not of its compensation
    public record Span(@Nullable Instant startedAt, @Nullable Instant endedAt) {
        public static final Span NONE = new Span(null, null);

        Span started(Instant at) {
            return new Span(startedAt == null ? at : startedAt, null);
        }

        Span ended(Instant at) {
            return new Span(startedAt, at);
        }
    }

    /// What its attempts are for.
    Phase phase() {
        return state == TaskState.COMPENSATING ? Phase.COMPENSATE : Phase.RUN;
    }

    TaskRow with(TaskState newState) {
        return new TaskRow(id, newState, arrivals, attempt, span, failure, undo);
    }

    TaskRow with(Arrivals newArrivals) {
        return new TaskRow(id, state, newArrivals, attempt, span, failure, undo);
    }

    TaskRow with(Attempt newAttempt) {
        return new TaskRow(id, state, arrivals, newAttempt, span, failure, undo);
    }

    TaskRow with(Span newSpan) {
        return new TaskRow(id, state, arrivals, attempt, newSpan, failure, undo);
    }

    TaskRow with(Undo newUndo) {
        return new TaskRow(id, state, arrivals, attempt, span, failure, newUndo);
    }

    TaskRow failedWith(@Nullable Failure newFailure) {
        return new TaskRow(id, state, arrivals, attempt, span, newFailure, undo);
    }
}
