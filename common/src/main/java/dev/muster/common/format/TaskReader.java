package dev.muster.common.format;

import dev.muster.common.ActionName;
import dev.muster.common.AgentType;
import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Attempts;
import dev.muster.common.definition.Compensation;
import dev.muster.common.definition.Expression;
import dev.muster.common.definition.Flow;
import dev.muster.common.definition.TaskDefinition;
import dev.muster.common.definition.Work;
import dev.muster.common.expression.ExpressionCompiler;
import dev.muster.common.expression.TaskExpressions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one task of a definition. Used once.
final class TaskReader {
    static final int MOST_LABELS = 100;
    static final int LONGEST_LABEL = 1_000;

    static final List<String> FIELDS = List.of("agent", "action", "input", "dependsOn", "when",
            "retry",
            "timeout", "budget", "allowFailure", "forEach", "as", "atMost", "compensate", "metadata");
    static final List<String> COMPENSATION_FIELDS = List.of("agent", "action", "input", "retry",
            "timeout", "budget");

    private final TaskId id;
    private final Pointer at;
    private final Faults faults;
    private final ObjectReader reader;

    TaskReader(TaskId id, Node node, Pointer at, Faults faults) {
        this.id = id;
        this.at = at;
        this.faults = faults;
        this.reader = ObjectReader.of(node, at, faults, FIELDS);
    }

    TaskDraft draft() {
        var agent = reader.requiredName("agent", AgentType::new);
        var action = reader.requiredName("action", ActionName::new);
        var input = input(reader, Json.EMPTY_OBJECT);
        var dependsOn = dependsOn();
        var loop = new ForEachReader(reader, faults).read();
        var flow = new Flow(dependsOn.stream().map(Dependency::on).distinct().toList(), condition(), loop);
        var attempts = AttemptsReader.attempts(reader, faults);
        var allowFailure = reader.flag("allowFailure", false);
        var undo = reader.has("compensate") ? undo(input) : null;
        var metadata = reader.labels("metadata", MOST_LABELS, LONGEST_LABEL);
        var expressions = new TaskExpressions(id, at.text(), input, flow.condition(),
                loop == null ? null : loop.items(), loop == null ? null : loop.as(),
                undo == null ? null : undo.input());
        var definition = agent == null || action == null
                ? null
                : new TaskDefinition(id, new Work(agent, action, input), flow, attempts, allowFailure,
                        undo == null ? null : undo.compensation(agent), metadata);
        return new TaskDraft(id, at, dependsOn, expressions, definition);
    }

    private static Json input(ObjectReader reader, Json fallback) {
        var node = reader.node("input");
        return node == null ? fallback : node.json();
    }

    private List<Dependency> dependsOn() {
        var dependencies = new ArrayList<Dependency>();
        var seen = new HashSet<TaskId>();
        var items = reader.items("dependsOn");
        for (var i = 0; i < items.size(); i++) {
            var where = reader.at("dependsOn").to(i);
            if (!(items.get(i) instanceof Node.Text(var text))) {
                faults.expected(where, "a task's id", items.get(i));
                continue;
            }
            var on = reader.named(where, text, TaskReader::declared);
            if (on != null && !seen.add(on)) {
                faults.add(where, "'" + on + "' stands here more than once");
            } else if (on != null) {
                dependencies.add(new Dependency(on, where));
            }
        }
        return dependencies;
    }

    /// The id of a task as a definition may write it: only Muster itself makes ids of children.
    static TaskId declared(String text) {
        var id = new TaskId(text);
        if (id.isChild()) {
            throw new IllegalArgumentException("task id '" + text
                    + "' is not allowed: expected 1 to 64 letters, digits or '_', the first not a digit");
        }
        return id;
    }

    private @Nullable Expression condition() {
        return switch (reader.node("when")) {
            case null -> null;
            case Node.Bool(var value) -> new Expression(String.valueOf(value));
            case Node.Text(var text) when ExpressionCompiler.only(text).isPresent() ->
                ExpressionCompiler.only(text).get();
            case Node _ -> {
                faults.add(reader.at("when"), "expected one expression such as ${input.count > 0}");
                yield null;
            }
        };
    }

    private Undo undo(Json taskInput) {
        var fields = reader.inner("compensate", COMPENSATION_FIELDS);
        return new Undo(fields.name("agent", AgentType::new), fields.requiredName("action", ActionName::new),
                input(fields, taskInput), AttemptsReader.attempts(fields, faults));
    }

    /// A compensation as far as it could be read.
    /// @param agent null for the task's own
    private record Undo(@Nullable AgentType agent, @Nullable ActionName action, Json input,
            Attempts attempts) {
        @Nullable
        Compensation compensation(AgentType taskAgent) {
            return action == null
                    ? null
                    : new Compensation(new Work(agent == null ? taskAgent : agent, action, input), attempts);
        }
    }
}
