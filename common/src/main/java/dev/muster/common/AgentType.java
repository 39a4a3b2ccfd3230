package dev.muster.common;

import java.util.regex.Pattern;

/// Names a kind of agent, such as `visual_content`; part of its topic's name.
public record AgentType(String value) implements Comparable<AgentType> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");

    /// @throws IllegalArgumentException if the value is not 1 to 100 letters, digits, '_' or '-', the first a letter
    public AgentType {
        Names.checked("agent type", value, FORM, "1 to 100 letters, digits, '_' or '-', the first a letter");
    }

    @Override
    public int compareTo(AgentType other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
