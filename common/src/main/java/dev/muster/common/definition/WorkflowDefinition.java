package dev.muster.common.definition;

import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.TaskId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A workflow: a directed acyclic graph of tasks.
///
/// A definition that exists is valid: it comes from the reader, which refuses unknown dependencies, cycles and
/// expressions that don't compile.
/// @param inputSchema the JSON Schema of the workflow's input; anything is accepted if null
/// @param tasks in the order in which they were written
public record WorkflowDefinition(About about, @Nullable Json inputSchema, Policy policy,
        SequencedMap<TaskId, TaskDefinition> tasks) {
    public WorkflowDefinition {
        Objects.requireNonNull(about);
        Objects.requireNonNull(policy);
        tasks = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tasks));
        for (Map.Entry<TaskId, TaskDefinition> entry : tasks.entrySet()) {
            if (!entry.getKey().equals(entry.getValue().id())) {
                throw new IllegalArgumentException(
                        "task " + entry.getValue().id() + " stands under " + entry.getKey());
            }
        }
    }

    /// The task of a name.
    /// @throws IllegalArgumentException if the definition has no such task
    public TaskDefinition task(TaskId id) {
        var task = tasks.get(id.declared());
        if (task == null) {
            throw new IllegalArgumentException("no task " + id);
        }
        return task;
    }

    /// The same with the usual timeouts of agents stated wherever a task or a compensation of theirs states none.
    public WorkflowDefinition withTimeouts(Map<AgentType, Duration> usual) {
        var settled = new LinkedHashMap<TaskId, TaskDefinition>();
        tasks.forEach((id, task) -> settled.put(id, task.withTimeouts(usual)));
        return new WorkflowDefinition(about, inputSchema, policy, settled);
    }
}
