package dev.muster.worker;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import java.time.Instant;
import java.util.Map;

/// What a handler may know of the attempt it runs, and say about it. Thread-safe.
public interface TaskContext {
    WorkflowId workflow();

    TaskId task();

    /// Counts every attempt at the task, its compensations included, from 1.
    int attempt();

    /// Counts the tries of this phase (the run, or the compensation), from 1.
    int tryNumber();

    boolean isCompensation();

    /// `workflow/task/attempt`: the same for every run of this attempt, and for no other attempt.
    String idempotencyKey();

    /// When the attempt times out.
    Instant deadline();

    /// Whether the attempt is no longer wanted. The handler's thread is interrupted as well.
    boolean isCancelled();

    Map<String, String> metadata();

    /// Reports how far the attempt is. May be called often: only the latest is sent, a few times a second at most.
    /// @param percent 0 to 100
    /// @throws IllegalArgumentException if the percentage is out of its range
    void progress(int percent, String message);
}
