package dev.muster.common.expression;

import dev.cel.common.CelIssue;
import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Pattern;

/// Says in a user's words what CEL says in its own. Quotes names, never data.
final class Reason {
    private static final Pattern MISSING_KEY = Pattern.compile("key '(.*)' is not present in map.*",
            Pattern.DOTALL);
    private static final Pattern NOT_FIELDS = Pattern.compile("Error resolving field '(.*)'\\..*",
            Pattern.DOTALL);
    private static final Pattern BEYOND = Pattern.compile("Index out of bounds: (-?[0-9]+)");
    private static final Pattern FUNCTION = Pattern.compile(".*No matching overload for function '([^']*)'.*",
            Pattern.DOTALL);
    private static final Pattern UNDECLARED = Pattern
            .compile("undeclared reference to '([^']*)' \\(in container '.*'\\)");
    private static final Pattern NO_OVERLOAD = Pattern
            .compile("found no matching overload for '([^']*)' applied to '(.*)' \\(candidates: .*",
                    Pattern.DOTALL);

    /// Three ways in which the parser says the same.
    private static final Pattern UNEXPECTED = Pattern.compile(
            "(?:mismatched input|extraneous input|missing .* at"
                    + "|no viable alternative at input|token recognition error at:) ('.*?')(?: expecting .*)?",
            Pattern.DOTALL);

    private Reason() {}

    /// Why an evaluation failed.
    static String of(CelEvaluationException failure) {
        if (failure.getCause() instanceof Refusal refusal && refusal.getMessage() != null) {
            return refusal.getMessage();
        }
        var cause = failure.getCause() == null ? failure : failure.getCause();
        var message = String.valueOf(cause.getMessage());
        return switch (failure.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> attribute(message);
            case INDEX_OUT_OF_BOUNDS -> {
                var index = BEYOND.matcher(message);
                yield index.matches()
                        ? "the list has no item " + index.group(1)
                        : "the list has no such item";
            }
            case DIVIDE_BY_ZERO -> "division by zero";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD -> {
                var function = FUNCTION.matcher(String.valueOf(failure.getMessage()));
                yield function.matches()
                        ? readable(function.group(1)) + " does not take values of these types"
                        : "a function does not take values of these types";
            }
            case NUMERIC_OVERFLOW -> "a number is out of range";
            case ITERATION_BUDGET_EXCEEDED ->
                "it takes more than " + Language.MOST_ITERATIONS + " iterations";
            case DUPLICATE_ATTRIBUTE -> "a map has the same key twice";
            case BAD_FORMAT -> "a string is not in the form that the conversion expects";
            case INVALID_ARGUMENT -> "a value is not of the type that is expected in its place";
            case TYPE_NOT_FOUND, INTERNAL_ERROR -> message.startsWith("Expected boolean value")
                    ? "a value is not of the type that is expected in its place"
                    : "a function does not accept its arguments";
        };
    }

    /// What is wrong with an expression that does not compile, and where in it.
    static String of(CelIssue issue, String expression) {
        var where = "bad expression '" + clipped(expression) + "' at line "
                + issue.getSourceLocation().getLine()
                + ", column " + (issue.getSourceLocation().getColumn() + 1) + ": ";
        var undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.matches()) {
            return where + "there is no name or function '" + undeclared.group(1) + "'";
        }
        var overload = NO_OVERLOAD.matcher(issue.getMessage());
        if (overload.matches()) {
            return where + readable(overload.group(1)) + " does not take " + overload.group(2);
        }
        var unexpected = UNEXPECTED.matcher(issue.getMessage());
        return where + (unexpected.matches()
                ? "unexpected " + unexpected.group(1).replace("'<EOF>'", "end")
                : issue.getMessage().strip());
    }

    private static String clipped(String expression) {
        var line = expression.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "...";
    }

    private static String attribute(String message) {
        var missing = MISSING_KEY.matcher(message);
        if (missing.matches()) {
            return "there is no field '" + missing.group(1) + "'";
        }
        var notFields = NOT_FIELDS.matcher(message);
        return notFields.matches()
                ? "field '" + notFields.group(1) + "' is asked of something that is not an object"
                : "a field is missing";
    }

    /// CEL writes operators as functions such as `_+_`, `_[_]` and `@in`.
    private static String readable(String function) {
        return switch (function) {
            case "_[_]" -> "'[]'";
            case "@in", "_in_" -> "'in'";
            default -> "'" + function.replaceAll("(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", "") + "'";
        };
    }
}
