package dev.muster.common.expression;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An expression that does no more than point at a value, such as `tasks.visuals.output.images[0]`. It needs neither
/// CEL nor a parsed document: the value is cut out of its document's text, so that every digit of it stays.
record Path(String text, Root root, List<Step> steps) implements Compiled {
    private static final Pattern FORM = Pattern
            .compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*|\\[(0|[1-9][0-9]{0,8})])*");
    private static final Pattern STEP = Pattern.compile("\\.?([A-Za-z_][A-Za-z0-9_]*)|\\[([0-9]+)]");
    /// Words that CEL does not take as a field's name.
    private static final Set<String> KEYWORDS = Set.of("true", "false", "null", "in");

    Path {
        steps = List.copyOf(steps);
    }

    /// Where a path starts.
    sealed interface Root {
        record Input() implements Root {}

        record Output(TaskId task) implements Root {}

        record Item() implements Root {}
    }

    /// One step down.
    sealed interface Step {
        record Field(String name) implements Step {}

        record Index(int index) implements Step {}
    }

    /// The path that an expression is; empty if it is more than that.
    /// @param as the name of a `forEach` item, where there is one
    static Optional<Path> of(String expression, @Nullable String as) {
        var trimmed = expression.strip();
        if (!FORM.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        var steps = steps(trimmed);
        if (steps.stream()
                .anyMatch(step -> step instanceof Step.Field(var name) && KEYWORDS.contains(name))) {
            return Optional.empty();
        }
        return switch (((Step.Field) steps.getFirst()).name()) {
            case Words.INPUT -> Optional.of(new Path(expression, new Root.Input(), tail(steps, 1)));
            case Words.TASKS -> output(expression, steps);
            case String name when name.equals(as) ->
                Optional.of(new Path(expression, new Root.Item(), tail(steps, 1)));
            case String _ -> Optional.empty();
        };
    }

    @Override
    public Set<TaskId> tasks() {
        return root instanceof Root.Output(var task) ? Set.of(task) : Set.of();
    }

    @Override
    public Json value(Values values) throws FailedEvaluation {
        var document = switch (root) {
            case Root.Input() -> values.input();
            case Root.Output(var task) -> values.output(task);
            case Root.Item() -> values.item();
        };
        return steps.isEmpty() ? document : Cut.out(document, steps);
    }

    private static Optional<Path> output(String expression, List<Step> steps) {
        return steps.size() >= 3 && steps.get(1) instanceof Step.Field(var task)
                && task.length() <= TaskId.MOST_CHARACTERS
                && steps.get(2) instanceof Step.Field(var output) && output.equals(Words.OUTPUT)
                        ? Optional.of(new Path(expression, new Root.Output(new TaskId(task)), tail(steps, 3)))
                        : Optional.empty();
    }

    private static List<Step> steps(String text) {
        var steps = new ArrayList<Step>();
        var matcher = STEP.matcher(text);
        while (matcher.find()) {
            steps.add(matcher.group(1) == null
                    ? new Step.Index(Integer.parseInt(matcher.group(2)))
                    : new Step.Field(matcher.group(1)));
        }
        return steps;
    }

    private static List<Step> tail(List<Step> steps, int from) {
        return steps.subList(from, steps.size());
    }
}
