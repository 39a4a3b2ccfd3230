package dev.muster.common;

import java.util.regex.Pattern;

/// Names one worker process; the key of its heartbeats.
public record WorkerId(String value) implements Comparable<WorkerId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    /// @throws IllegalArgumentException if the value is not 1 to 128 letters, digits, '.', '_', ':' or '-', the first a letter or digit
    public WorkerId {
        Names.checked("worker id", value, FORM,
                "1 to 128 letters, digits, '.', '_', ':' or '-', the first a letter or digit");
    }

    @Override
    public int compareTo(WorkerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
