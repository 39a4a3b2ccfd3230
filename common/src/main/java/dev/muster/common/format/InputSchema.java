package dev.muster.common.format;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.ValidationLimitExceededException;
import dev.muster.common.Json;
import dev.muster.common.error.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a workflow's input must be like, as a JSON Schema (draft 2020-12). Thread-safe.
public final class InputSchema {
    static final String PATH = "/input";

    private static final InputSchema ANYTHING = new InputSchema(Json.EMPTY_OBJECT);

    private final Json json;
    /// Made when it is first needed; two threads may both make it, and either will do.
    private volatile @Nullable Schema compiled;

    private InputSchema(Json json) {
        this.json = json;
    }

    /// @param json a JSON Schema, as it stands in a valid definition; null accepts anything
    public static InputSchema of(@Nullable Json json) {
        return json == null ? ANYTHING : new InputSchema(json);
    }

    /// What is wrong with an input; each path begins with `/input`, then leads into the input.
    public List<Fault> faults(Json input) {
        if (json.equals(Json.EMPTY_OBJECT)) {
            return List.of();
        }
        try {
            return compiled().validate(input.text(), InputFormat.JSON)
                    .stream()
                    .map(error -> new Fault(PATH + error.getInstanceLocation(), error.getMessage()))
                    .limit(Faults.MOST)
                    .toList();
        } catch (ValidationLimitExceededException _) {
            return List.of(new Fault(PATH, "takes too many steps to check against its schema"));
        }
    }

    /// What is wrong with the schema itself.
    /// @param at where it stands in its definition
    List<Fault> schemaFaults(Pointer at) {
        try {
            var errors = SchemaLanguage.metaSchema()
                    .validate(json.text(), InputFormat.JSON)
                    .stream()
                    .map(error -> new Fault(at.text() + error.getInstanceLocation(), schemaMessage(error)))
                    .limit(Faults.MOST)
                    .toList();
            if (errors.isEmpty()) {
                compiled().initializeValidators();
            }
            return errors;
        } catch (SchemaException | SchemaLanguage.BadPattern e) {
            return Stream.of(new Fault(at.text(), "bad JSON Schema: " + firstLine(e))).toList();
        }
    }

    private static String schemaMessage(Error error) {
        return error.getKeyword().equals("format")
                ? "is not a regular expression that can be matched in linear time, as RE2 has them"
                : error.getMessage();
    }

    private Schema compiled() {
        var known = compiled;
        if (known == null) {
            known = SchemaLanguage.compiled(json);
            compiled = known;
        }
        return known;
    }

    private static String firstLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
