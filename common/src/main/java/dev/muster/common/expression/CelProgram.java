package dev.muster.common.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.muster.common.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An expression that CEL evaluates. Only those documents are asked for that it refers to.
final class CelProgram implements Compiled {
    private final String text;
    private final Program program;
    private final References references;
    private final @Nullable String as;

    CelProgram(String text, Program program, References references, @Nullable String as) {
        this.text = text;
        this.program = program;
        this.references = references;
        this.as = as;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Set<TaskId> tasks() {
        return references.tasks();
    }

    @Override
    public Object value(Values values) throws FailedEvaluation {
        try {
            return program.eval(variables(values));
        } catch (CelEvaluationException e) {
            throw new FailedEvaluation(Reason.of(e));
        }
    }

    private Map<String, Object> variables(Values values) throws FailedEvaluation {
        var variables = new HashMap<String, Object>();
        if (references.seesInput()) {
            variables.put(Words.INPUT, values.parsed(values.input()));
        }
        var outputs = new HashMap<String, Object>();
        for (var task : references.tasks()) {
            outputs.put(task.value(), Map.of(Words.OUTPUT, values.parsed(values.output(task))));
        }
        variables.put(Words.TASKS, outputs);
        if (as != null && references.seesItem()) {
            variables.put(as, values.parsed(values.item()));
        }
        if (as != null && references.seesIndex()) {
            variables.put(Words.indexOf(as), values.index());
        }
        return variables;
    }
}
