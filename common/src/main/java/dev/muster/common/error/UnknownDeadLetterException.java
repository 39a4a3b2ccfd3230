package dev.muster.common.error;

/// There is no dead letter of that id, or it is older than those that can be looked at.
public final class UnknownDeadLetterException extends MusterException {
    public UnknownDeadLetterException(String message) {
        super(message, null);
    }
}
