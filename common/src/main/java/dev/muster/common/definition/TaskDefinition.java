package dev.muster.common.definition;

import dev.muster.common.TaskId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One task of a workflow.
/// @param allowFailure the workflow goes on as if the task had completed without an output
/// @param compensation undoes the task in a rollback; nothing is to be undone if null
public record TaskDefinition(TaskId id, Work work, Flow flow, Attempts attempts, boolean allowFailure,
        @Nullable Compensation compensation, Map<String, String> metadata) {
    public TaskDefinition {
        Objects.requireNonNull(id);
        Objects.requireNonNull(work);
        Objects.requireNonNull(flow);
        Objects.requireNonNull(attempts);
        metadata = Map.copyOf(metadata);
    }
}
