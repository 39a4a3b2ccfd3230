package dev.muster.common;

import java.util.regex.Pattern;

/// Names something that an agent can do, or undo.
public record ActionName(String value) implements Comparable<ActionName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

    /// @throws IllegalArgumentException if the value is not 1 to 100 letters, digits, '_', '.' or '-', the first a letter
    public ActionName {
        Names.checked("action", value, FORM, "1 to 100 letters, digits, '_', '.' or '-', the first a letter");
    }

    @Override
    public int compareTo(ActionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
