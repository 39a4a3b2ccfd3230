package dev.muster.common.error;

/// There is no registered definition of that name and version.
public final class UnknownDefinitionException extends MusterException {
    public UnknownDefinitionException(String message) {
        super(message, null);
    }
}
