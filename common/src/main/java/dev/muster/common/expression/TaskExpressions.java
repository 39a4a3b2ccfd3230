package dev.muster.common.expression;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expression;
import org.jspecify.annotations.Nullable;

/// What a task of a definition says in expressions. Whatever the task does not say is null.
/// @param path to the task in its definition, a JSON Pointer
/// @param input with expressions in its strings
/// @param as the name of the item in the expressions of a `forEach` task
/// @param compensationInput the task's own input for a compensation that gives none
public record TaskExpressions(TaskId task, String path, Json input, @Nullable Expression condition,
        @Nullable Expression items, @Nullable String as, @Nullable Json compensationInput) {}
