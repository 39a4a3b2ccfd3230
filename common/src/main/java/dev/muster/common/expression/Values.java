package dev.muster.common.expression;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions.Scope;
import java.util.HashMap;
import java.util.Map;

/// What the expressions of one field see. Documents are parsed when an expression first looks into them, and once.
/// Owned by the thread that evaluates.
final class Values {
    private final Scope scope;
    private final TaskId task;
    private final Map<TaskId, Json> outputs = new HashMap<>();
    private final Map<Json, Object> parsed = new HashMap<>();

    Values(Scope scope, TaskId task) {
        this.scope = scope;
        this.task = task;
    }

    Json input() {
        return scope.input();
    }

    /// The output of a task, asked for once; null, as JSON has it, if there is none.
    Json output(TaskId of) {
        return outputs.computeIfAbsent(of, asked -> {
            var output = scope.output(asked);
            return output == null ? Json.NULL : output;
        });
    }

    Json item() throws FailedEvaluation {
        var item = scope.item();
        if (item == null) {
            throw new FailedEvaluation(
                    "there is no item here: the task as a whole has none, its children have");
        }
        return item;
    }

    long index() throws FailedEvaluation {
        if (!task.isChild()) {
            throw new FailedEvaluation(
                    "there is no index here: the task as a whole has none, its children have");
        }
        return task.index();
    }

    Object parsed(Json document) throws FailedEvaluation {
        var known = parsed.get(document);
        if (known == null) {
            known = Parsed.of(document);
            parsed.put(document, known);
        }
        return known;
    }
}
