package dev.muster.common;

import java.util.regex.Pattern;

/// Names a task within its workflow: `visuals` as the definition says it, or `banners[17]` for the child that a
/// `forEach` task made of its item 17 (counted from 0).
public record TaskId(String value) implements Comparable<TaskId> {
    /// Of the id that a definition gives; a child's index comes on top.
    public static final int MOST_CHARACTERS = 64;

    private static final Pattern FORM = Pattern
            .compile("[A-Za-z_][A-Za-z0-9_]{0,63}(\\[(0|[1-9][0-9]{0,8})])?");

    /// @throws IllegalArgumentException if the value is not an identifier, which may be followed by `[index]`
    public TaskId {
        Names.checked("task id", value, FORM, "1 to 64 letters, digits or '_', the first not a digit");
    }

    public TaskId child(int index) {
        return new TaskId(value + "[" + index + "]");
    }

    public boolean isChild() {
        return value.endsWith("]");
    }

    /// The task of the definition that this one stands in: its `forEach` task for a child, else itself.
    public TaskId declared() {
        return isChild() ? new TaskId(value.substring(0, value.indexOf('['))) : this;
    }

    /// The index of a child.
    /// @throws IllegalStateException if this is not a child
    public int index() {
        if (!isChild()) {
            throw new IllegalStateException(value + " is not a child of a forEach task");
        }
        return Integer.parseInt(value, value.indexOf('[') + 1, value.length() - 1, 10);
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
