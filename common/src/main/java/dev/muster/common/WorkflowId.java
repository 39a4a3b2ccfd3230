package dev.muster.common;

import java.util.regex.Pattern;

/// Names one run of a workflow; the key of its records on every topic.
public record WorkflowId(String value) implements Comparable<WorkflowId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    /// @throws IllegalArgumentException if the value is not 1 to 128 letters, digits, '.', '_', ':' or '-', the first a letter or digit
    public WorkflowId {
        Names.checked("workflow id", value, FORM,
                "1 to 128 letters, digits, '.', '_', ':' or '-', the first a letter or digit");
    }

    @Override
    public int compareTo(WorkflowId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
