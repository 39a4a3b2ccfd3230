package dev.muster.worker;

import dev.muster.common.Json;
import org.jspecify.annotations.Nullable;

/// Does any task of an agent type, JSON in and JSON out: the form beneath all others. Called on a virtual thread per
/// task, many at once; interrupted when its attempt times out or is cancelled.
@FunctionalInterface
public interface TaskHandler {
    /// @return the task's output; null if it has none
    /// @throws dev.muster.common.error.TaskExecutionException to say how it failed; any other exception is a failure
    ///         that is worth another attempt
    @Nullable
    Json handle(TaskCall call, TaskContext task) throws Exception;
}
