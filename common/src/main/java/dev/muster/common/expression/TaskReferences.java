package dev.muster.common.expression;

import dev.muster.common.TaskId;
import java.util.Optional;

/// Says whether a task's expressions may refer to another task's output.
@FunctionalInterface
public interface TaskReferences {
    /// What is wrong with `task` referring to `other`; empty if nothing is.
    Optional<String> objection(TaskId task, TaskId other);
}
