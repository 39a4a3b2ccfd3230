package dev.muster.dev.agents;

import dev.muster.common.error.TaskExecutionException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a task was given, checked. Each refusal names the field, what was and what was expected; trying again would
/// bring the same input, so it ends the task.
final class Given {
    static final int NAME = 80;
    static final int SENTENCE = 400;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_IN_A_SLUG = Pattern.compile("[^a-z0-9]+");

    private Given() {}

    static TaskExecutionException invalid(String message) {
        return TaskExecutionException.terminal("invalid_input", message, null);
    }

    /// The input as a whole, which a definition may have left out.
    static <T> T input(@Nullable T input) {
        if (input == null) {
            throw invalid("input is missing: expected an object");
        }
        return input;
    }

    static String text(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            throw invalid(field + " is missing: expected 1 to " + longest + " characters");
        }
        var text = value.strip();
        if (text.length() > longest || CONTROL.matcher(text).find()) {
            throw invalid(field + " is not allowed: expected 1 to " + longest
                    + " characters without line breaks or control characters, was " + text.length()
                    + " characters");
        }
        return text;
    }

    static String textOr(String otherwise, String field, @Nullable String value, int longest) {
        return value == null || value.isBlank() ? otherwise : text(field, value, longest);
    }

    static int number(String field, @Nullable Integer value, int otherwise, int least, int most) {
        var number = value == null ? otherwise : value;
        if (number < least || number > most) {
            throw invalid(field + " is " + number + ": expected " + least + " to " + most);
        }
        return number;
    }

    static <T> List<T> list(String field, @Nullable List<T> value, int most) {
        if (value == null) {
            return List.of();
        }
        if (value.size() > most || value.stream().anyMatch(item -> item == null)) {
            throw invalid(field + " has " + value.size() + " items: expected at most " + most
                    + ", none of them null");
        }
        return List.copyOf(value);
    }

    /// A name for files and anchors: 1 to 40 of a-z, 0-9 and '-', whatever the text holds.
    static String slug(String text) {
        var plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        var slug = NOT_IN_A_SLUG.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
        slug = slug.substring(0, Math.min(40, slug.length()));
        slug = slug.replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "untitled" : slug;
    }
}
