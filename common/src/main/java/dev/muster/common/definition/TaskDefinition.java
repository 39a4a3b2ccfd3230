package dev.muster.common.definition;

import dev.muster.common.AgentType;
import dev.muster.common.TaskId;
import java.time.Duration;
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

    TaskDefinition withTimeouts(Map<AgentType, Duration> usual) {
        return new TaskDefinition(id, work, flow, attempts.withUsualTimeout(usual.get(work.agent())),
                allowFailure, compensation == null ? null : compensation.withTimeouts(usual), metadata);
    }
}
