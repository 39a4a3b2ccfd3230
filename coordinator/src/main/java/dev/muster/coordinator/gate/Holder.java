package dev.muster.coordinator.gate;

import dev.muster.common.TaskId;
import dev.muster.common.WorkflowId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who asks for a permit and holds it: an attempt at a task, or a workflow.
/// @param task null for a workflow, and then `attempt` is 0
public record Holder(WorkflowId workflow, @Nullable TaskId task, int attempt) {
    public Holder {
        Objects.requireNonNull(workflow);
        if ((task == null) != (attempt == 0)) {
            throw new IllegalArgumentException("expected a task and its attempt, or neither");
        }
    }

    public static Holder of(WorkflowId workflow) {
        return new Holder(workflow, null, 0);
    }
}
