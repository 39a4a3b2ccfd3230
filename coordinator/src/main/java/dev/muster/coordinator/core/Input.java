package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What may happen to a workflow: a user's command, a worker's report, or a timer that is due.
public sealed interface Input {
    /// Commands.
    sealed interface Command extends Input {}

    /// @param input the workflow's
    record Start(Json input) implements Command {
        public Start {
            Objects.requireNonNull(input);
        }
    }

    record Cancel(boolean rollback) implements Command {}

    record Pause() implements Command {}

    record Resume() implements Command {}

    record Retry() implements Command {}

    record Rollback() implements Command {}

    /// Reports on one attempt.
    sealed interface Report extends Input {
        TaskId task();

        int attempt();
    }

    record Succeeded(TaskId task, int attempt, @Nullable WorkerId worker, Json output) implements Report {}

    record Failed(TaskId task, int attempt, @Nullable WorkerId worker, Failure failure, boolean retryable)
            implements Report {}

    record Progressed(TaskId task, int attempt, int percent, @Nullable String message) implements Report {}

    record Claimed(TaskId task, int attempt, WorkerId worker) implements Report {}

    record Lost(TaskId task, int attempt, WorkerId worker) implements Report {}

    /// The attempt was published, yet its topic holds nothing of it any more: if it is not under way, whoever took it never
    /// said so.
    /// @param takenBy when it was gone from its topic at the latest
    record Vanished(TaskId task, int attempt, Instant takenBy) implements Report {}

    /// The attempt has its permit and is published.
    record Granted(TaskId task, int attempt) implements Report {}

    /// The workflow may run.
    record Admitted() implements Input {}

    record TimerDue(Timer timer) implements Input {
        public TimerDue {
            Objects.requireNonNull(timer);
        }
    }
}
