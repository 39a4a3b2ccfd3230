package dev.muster.common.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import dev.muster.common.TaskId;
import dev.muster.common.error.Fault;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compiles expressions that see the same names.
/// @param task that they belong to
/// @param as the name of the `forEach` item that they see, if any
record ExpressionScope(TaskId task, @Nullable String as, Dialects dialects, TaskReferences references,
        Consumer<Fault> faults) {
    /// More of them would only repeat what the first ones say.
    private static final int MOST_ISSUES = 5;

    /// @param path to the expression in its definition
    /// @return null if the expression is bad, which is then among the faults
    @Nullable
    Compiled compiled(String text, String path) {
        var compiled = Path.of(text, as).map(Compiled.class::cast).orElseGet(() -> program(text, path));
        if (compiled == null) {
            return null;
        }
        for (var other : compiled.tasks()) {
            references.objection(task, other).ifPresent(objection -> fault(path, objection));
        }
        return compiled;
    }

    void fault(String path, String message) {
        faults.accept(new Fault(path, message));
    }

    private @Nullable Compiled program(String text, String path) {
        if (text.isBlank()) {
            fault(path, "the expression is empty");
            return null;
        }
        if (text.length() > Language.MOST_CHARACTERS) {
            fault(path, "the expression has " + text.length() + " characters, more than the "
                    + Language.MOST_CHARACTERS + " allowed");
            return null;
        }
        var language = dialects.language(as);
        var parsed = tree(language.parse(text), 1, text, path);
        if (parsed == null) {
            return null;
        }
        var found = References.in(parsed.getExpr(), as);
        found.objections().forEach(objection -> fault(path, objection));
        if (!found.objections().isEmpty()) {
            return null;
        }
        var isSound = !found.hasMacros() && dialects.isSound(found.shape());
        var checked = isSound ? parsed : tree(language.check(parsed), MOST_ISSUES, text, path);
        if (checked == null) {
            return null;
        }
        dialects.sound(found.shape());
        return program(text, found.hasMacros() ? checked : parsed, found, path);
    }

    private @Nullable Compiled program(String text, CelAbstractSyntaxTree tree, References found,
            String path) {
        try {
            return new CelProgram(text,
                    found.hasMacros() ? Language.interpreted(tree) : Language.planned(tree), found,
                    as);
        } catch (CelEvaluationException e) {
            fault(path, "bad expression: " + Reason.of(e));
            return null;
        }
    }

    private @Nullable CelAbstractSyntaxTree tree(CelValidationResult result, int issues, String text,
            String path) {
        if (result.hasError()) {
            result.getErrors().stream().limit(issues).forEach(issue -> fault(path, Reason.of(issue, text)));
            return null;
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("a result without errors has a syntax tree", e);
        }
    }
}
