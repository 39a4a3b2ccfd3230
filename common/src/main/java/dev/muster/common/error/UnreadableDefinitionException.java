package dev.muster.common.error;

/// A definition could not be read at all: it is not the JSON or YAML that it should be.
public final class UnreadableDefinitionException extends MusterException {
    private final int line;
    private final int column;

    /// @param line counted from 1; 0 if no line in particular is to blame
    /// @param column counted from 1; 0 if no column in particular is to blame
    public UnreadableDefinitionException(String reason, int line, int column) {
        super(line == 0 ? reason : reason + " (line " + line + ", column " + column + ")", null);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
