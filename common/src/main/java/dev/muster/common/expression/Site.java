package dev.muster.common.expression;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import java.util.Set;

/// An expression where it stands in a definition.
/// @param path a JSON Pointer
record Site(Compiled expression, String path) {
    Set<TaskId> tasks() {
        return expression.tasks();
    }

    Json json(Values values) throws FailedEvaluation {
        return value(values, value -> value instanceof Json json ? json : JsonText.of(value));
    }

    /// What the expression adds to the string around it: a string as it is, anything else as JSON.
    String spliced(Values values) throws FailedEvaluation {
        return value(values, value -> {
            if (value instanceof String string) {
                return string;
            }
            var json = value instanceof Json already ? already : JsonText.of(value);
            return json.text().startsWith("\"") ? (String) Parsed.of(json) : json.text();
        });
    }

    <T> T value(Values values, Conversion<T> conversion) throws FailedEvaluation {
        try {
            return conversion.of(expression.value(values));
        } catch (FailedEvaluation e) {
            throw new FailedEvaluation(path + ": ${" + expression.text() + "} failed: " + e.getMessage());
        }
    }

    /// Makes of an expression's value what its place asks for.
    @FunctionalInterface
    interface Conversion<T> {
        /// @param value a [Json], or a value as CEL has it
        T of(Object value) throws FailedEvaluation;
    }
}
