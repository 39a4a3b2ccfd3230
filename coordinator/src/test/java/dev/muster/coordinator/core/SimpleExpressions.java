package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions;
import dev.muster.common.definition.WorkflowDefinition;
import java.util.List;
import java.util.Objects;

/// Expressions for tests of the machine, without a language: a condition is `true`, `false` or `broken`; items are a
/// whole number, `letters` (a list of three) or `broken`; an input is passed on as it is, with `$item` and
/// `$output(task)` replaced, and can't be resolved where it says `broken`.
record SimpleExpressions(WorkflowDefinition definition) implements Expressions {
    static final String BROKEN = "broken";

    @Override
    public Resolved<Json> input(TaskId task, Scope scope) {
        return resolved(definition.task(task).work().input(), scope);
    }

    @Override
    public Resolved<Json> compensationInput(TaskId task, Scope scope) {
        return resolved(Objects.requireNonNull(definition.task(task).compensation()).work().input(), scope);
    }

    @Override
    public Resolved<Boolean> condition(TaskId task, Scope scope) {
        var condition = definition.task(task).flow().condition();
        if (condition == null) {
            return new Resolved.Value<>(true);
        }
        return condition.text().equals(BROKEN)
                ? new Resolved.Failed<>("the condition is broken")
                : new Resolved.Value<>(Boolean.parseBoolean(condition.text()));
    }

    @Override
    public Resolved<Items> items(TaskId task, Scope scope) {
        var items = Objects.requireNonNull(definition.task(task).flow().forEach()).items().text();
        return switch (items) {
            case BROKEN -> new Resolved.Failed<>("the items are broken");
            case "letters" -> new Resolved.Value<>(new Items.Listed(
                    List.of(new Json("\"a\""), new Json("\"b\""), new Json("\"c\""))));
            default -> new Resolved.Value<>(new Items.Range(Integer.parseInt(items)));
        };
    }

    private static Resolved<Json> resolved(Json template, Scope scope) {
        var text = template.text();
        if (text.contains(BROKEN)) {
            return new Resolved.Failed<>("the input is broken");
        }
        var item = scope.item();
        text = text.replace("$item", item == null ? "null" : item.text());
        for (int at = text.indexOf("$output("); at >= 0; at = text.indexOf("$output(")) {
            var end = text.indexOf(')', at);
            var output = scope.output(new TaskId(text.substring(at + 8, end)));
            text = text.substring(0, at) + (output == null ? "null" : output.text())
                    + text.substring(end + 1);
        }
        return new Resolved.Value<>(new Json(text));
    }
}
