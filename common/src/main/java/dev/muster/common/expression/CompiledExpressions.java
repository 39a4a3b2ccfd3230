package dev.muster.common.expression;

import dev.cel.common.values.NullValue;
import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonToken;

/// The expressions of one definition.
record CompiledExpressions(Map<TaskId, CompiledTask> tasks) implements Expressions {
    @Override
    public Resolved<Json> input(TaskId task, Scope scope) {
        return resolved(() -> compiled(task).input().resolved(new Values(scope, task)));
    }

    @Override
    public Resolved<Json> compensationInput(TaskId task, Scope scope) {
        var template = compiled(task).compensation();
        if (template == null) {
            throw new IllegalArgumentException("task " + task + " declares no compensation");
        }
        return resolved(() -> template.resolved(new Values(scope, task)));
    }

    @Override
    public Resolved<Boolean> condition(TaskId task, Scope scope) {
        var site = compiled(task).condition();
        return site == null
                ? new Resolved.Value<>(true)
                : resolved(() -> site.value(new Values(scope, task), CompiledExpressions::truth));
    }

    @Override
    public Resolved<Items> items(TaskId task, Scope scope) {
        var site = compiled(task).items();
        if (site == null) {
            throw new IllegalArgumentException("task " + task + " is not a forEach task");
        }
        return resolved(() -> site.value(new Values(scope, task), CompiledExpressions::items));
    }

    private CompiledTask compiled(TaskId task) {
        var compiled = tasks.get(task.declared());
        if (compiled == null) {
            throw new IllegalArgumentException("no task " + task);
        }
        return compiled;
    }

    private static boolean truth(Object value) throws FailedEvaluation {
        return switch (value) {
            case Boolean holds -> holds;
            case Json(var text) when text.equals("true") -> true;
            case Json(var text) when text.equals("false") -> false;
            default -> throw new FailedEvaluation("it comes to " + kind(value) + ", expected true or false");
        };
    }

    private static Items items(Object value) throws FailedEvaluation {
        return switch (value instanceof Json json && !json.text().startsWith("[") ? Parsed.of(json) : value) {
            case Json list -> new Items.Listed(listed(list));
            case List<?> list -> {
                var items = new ArrayList<Json>();
                for (var item : list) {
                    items.add(JsonText.of(item));
                }
                yield new Items.Listed(items);
            }
            case Long size when size >= 0 && size <= Integer.MAX_VALUE -> new Items.Range(size.intValue());
            case Long size ->
                throw new FailedEvaluation("it comes to " + size + ", expected 0 to " + Integer.MAX_VALUE);
            case Object other -> throw new FailedEvaluation(
                    "it comes to " + kind(other) + ", expected a list or a whole number");
        };
    }

    /// The items of a list, each as it stands in the text.
    private static List<Json> listed(Json list) {
        var items = new ArrayList<Json>();
        try (var parser = Cut.parser(list)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(Cut.current(parser, list));
            }
        }
        return items;
    }

    private static String kind(Object value) throws FailedEvaluation {
        return switch (value) {
            case Json json -> kind(Parsed.of(json));
            case NullValue _ -> "null";
            case String _ -> "a string";
            case Boolean _ -> "true or false";
            case Number _ -> "a number";
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "an object";
            default -> "something else";
        };
    }

    private static <T> Resolved<T> resolved(Evaluation<T> evaluation) {
        try {
            return new Resolved.Value<>(evaluation.value());
        } catch (FailedEvaluation e) {
            return new Resolved.Failed<>(String.valueOf(e.getMessage()));
        }
    }

    @FunctionalInterface
    private interface Evaluation<T> {
        T value() throws FailedEvaluation;
    }
}
