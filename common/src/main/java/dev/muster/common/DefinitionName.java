package dev.muster.common;

import java.util.regex.Pattern;

/// Names a workflow definition, such as `brand-launch`.
public record DefinitionName(String value) implements Comparable<DefinitionName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

    /// @throws IllegalArgumentException if the value is not 1 to 100 letters, digits, '_', '.' or '-', the first a letter
    public DefinitionName {
        Names.checked("definition name", value, FORM,
                "1 to 100 letters, digits, '_', '.' or '-', the first a letter");
    }

    @Override
    public int compareTo(DefinitionName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
