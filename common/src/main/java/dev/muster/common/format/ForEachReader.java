package dev.muster.common.format;

import dev.muster.common.definition.Expression;
import dev.muster.common.definition.ForEach;
import dev.muster.common.expression.ExpressionCompiler;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the fields `forEach`, `as` and `atMost` of a task.
final class ForEachReader {
    static final String DEFAULT_NAME = "item";

    /// What CEL keeps for itself, as keywords, as reserved words or as names of its types and functions.
    private static final Set<String> TAKEN = Set.of("true", "false", "null", "in", "as", "break", "const",
            "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
            "return",
            "var", "void", "while", "bool", "bytes", "double", "duration", "dyn", "google", "int", "list",
            "lists",
            "map", "math", "null_type", "optional", "optional_type", "string", "strings", "timestamp", "type",
            "uint");
    private static final Set<String> OURS = Set.of("input", "tasks");

    private final ObjectReader reader;
    private final Faults faults;

    ForEachReader(ObjectReader reader, Faults faults) {
        this.reader = reader;
        this.faults = faults;
    }

    @Nullable
    ForEach read() {
        var as = as();
        var atMost = reader.whole("atMost", 1, ForEach.UNBOUNDED, ForEach.UNBOUNDED);
        if (!reader.has("forEach")) {
            for (var field : List.of("as", "atMost")) {
                if (reader.has(field)) {
                    faults.add(reader.at(field), "has no meaning without 'forEach'");
                }
            }
            return null;
        }
        return new ForEach(items(), as, atMost);
    }

    private String as() {
        var as = reader.text("as", 64);
        if (as == null) {
            return DEFAULT_NAME;
        }
        if (!as.matches("[A-Za-z][A-Za-z0-9_]*")) {
            faults.add(reader.at("as"),
                    "'" + as + "' is not allowed: expected a letter, then letters, digits or '_'");
        } else if (OURS.contains(as)) {
            faults.add(reader.at("as"),
                    "'" + as + "' is not allowed: expressions know something else by that name");
        } else if (TAKEN.contains(as)) {
            faults.add(reader.at("as"), "'" + as + "' is not allowed: it is a reserved word of expressions");
        } else {
            return as;
        }
        return DEFAULT_NAME;
    }

    private Expression items() {
        return switch (reader.node("forEach")) {
            case Node.Text(var text) when ExpressionCompiler.only(text).isPresent() ->
                ExpressionCompiler.only(text).get();
            case Node.Num(var text) when text.matches("[0-9]{1,9}") -> new Expression(text);
            case Node.Items items when !ExpressionCompiler.isIn(items.json().text()) ->
                new Expression(items.json().text());
            case null, default -> {
                faults.add(reader.at("forEach"),
                        "expected one expression such as ${input.items}, a list without expressions, or a whole number");
                yield new Expression("0");
            }
        };
    }
}
