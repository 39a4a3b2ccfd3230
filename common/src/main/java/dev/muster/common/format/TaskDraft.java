package dev.muster.common.format;

import dev.muster.common.TaskId;
import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.expression.TaskExpressions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task as far as it could be read.
/// @param definition null if a fault kept it from being made
record TaskDraft(TaskId id, Pointer at, List<Dependency> dependsOn, TaskExpressions expressions,
        @Nullable TaskDefinition definition) {
    TaskDraft {
        dependsOn = List.copyOf(dependsOn);
    }
}
