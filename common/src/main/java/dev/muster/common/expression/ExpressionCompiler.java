package dev.muster.common.expression;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expression;
import dev.muster.common.definition.Expressions;
import dev.muster.common.error.Fault;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compiles the expressions of one definition, task by task, and finds what is wrong with them. Owned by one thread.
public final class ExpressionCompiler {
    /// The fields of a definition in which expressions stand.
    public static final String CONDITION = "/when";
    public static final String ITEMS = "/forEach";
    public static final String INPUT = "/input";
    public static final String COMPENSATION_INPUT = "/compensate/input";

    private final Dialects dialects;
    private final TaskReferences references;
    private final Consumer<Fault> faults;
    private final Map<TaskId, CompiledTask> compiled = new HashMap<>();

    ExpressionCompiler(Dialects dialects, TaskReferences references, Consumer<Fault> faults) {
        this.dialects = dialects;
        this.references = references;
        this.faults = faults;
    }

    /// The expression that a text is, if it is exactly one `${...}`.
    public static Optional<Expression> only(String text) {
        var parts = Interpolation.parts(text);
        return parts.size() == 1 && parts.getFirst() instanceof Interpolation.Part.Hole(var expression)
                ? Optional.of(new Expression(expression))
                : Optional.empty();
    }

    /// Whether a text holds an expression.
    public static boolean isIn(String text) {
        return Interpolation.isIn(text);
    }

    public void add(TaskExpressions task) {
        var compensation = task.compensationInput();
        var input = template(task, task.input(), INPUT);
        compiled.put(task.task(), new CompiledTask(
                site(task, task.items(), ITEMS),
                site(task, task.condition(), CONDITION),
                input,
                compensation == null || compensation.equals(task.input())
                        ? compensation == null ? null : input
                        : template(task, compensation, COMPENSATION_INPUT)));
    }

    /// What was compiled. Of use only if no fault was found.
    public Expressions expressions() {
        return new CompiledExpressions(Map.copyOf(compiled));
    }

    private Template template(TaskExpressions task, Json json, String field) {
        return new TemplateReader(json, scope(task, task.as()), task.path() + field).read();
    }

    /// Whether a task runs and what over is found before it has items, so neither sees one.
    private @Nullable Site site(TaskExpressions task, @Nullable Expression expression, String field) {
        if (expression == null) {
            return null;
        }
        var compiled = scope(task, null).compiled(expression.text(), task.path() + field);
        return compiled == null ? null : new Site(compiled, task.path() + field);
    }

    private ExpressionScope scope(TaskExpressions task, @Nullable String as) {
        return new ExpressionScope(task.task(), as, dialects, references, faults);
    }
}
