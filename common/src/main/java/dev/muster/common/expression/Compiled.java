package dev.muster.common.expression;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import java.util.Set;

/// One expression, ready to be evaluated. Thread-safe.
sealed interface Compiled permits Path, CelProgram {
    /// The expression as it was written.
    String text();

    /// The tasks whose outputs it refers to.
    Set<TaskId> tasks();

    /// @return a [Json], or a value as CEL has it
    Object value(Values values) throws FailedEvaluation;
}
