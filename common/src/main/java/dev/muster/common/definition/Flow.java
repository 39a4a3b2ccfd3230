package dev.muster.common.definition;

import dev.muster.common.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a task runs and how many times over.
/// @param dependsOn tasks that must have settled before, each named once
/// @param condition the task is skipped where this is false; runs unasked if null
/// @param forEach makes this task a group of children; a single task if null
public record Flow(List<TaskId> dependsOn, @Nullable Expression condition, @Nullable ForEach forEach) {
    public static final Flow AT_ONCE = new Flow(List.of(), null, null);

    public Flow {
        dependsOn = List.copyOf(dependsOn);
    }
}
