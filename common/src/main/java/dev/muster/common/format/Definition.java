package dev.muster.common.format;

import dev.muster.common.Json;
import dev.muster.common.definition.Expressions;
import dev.muster.common.definition.WorkflowDefinition;
import dev.muster.common.error.Fault;
import java.util.List;
import java.util.Objects;

/// A definition that was read and found valid.
/// @param expressions compiled
/// @param inputSchema what the workflow's input must be like
/// @param json the definition in its one canonical form: equal texts for definitions that are equal, however they were
/// written
public record Definition(WorkflowDefinition workflow, Expressions expressions, InputSchema inputSchema,
        Json json) {
    public Definition {
        Objects.requireNonNull(workflow);
        Objects.requireNonNull(expressions);
        Objects.requireNonNull(inputSchema);
        Objects.requireNonNull(json);
    }

    /// What is wrong with an input for a workflow of this definition; nothing if the list is empty.
    public List<Fault> inputFaults(Json input) {
        return inputSchema.faults(input);
    }
}
