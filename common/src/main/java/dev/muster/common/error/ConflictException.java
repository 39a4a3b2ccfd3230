package dev.muster.common.error;

/// What was asked contradicts what is.
public final class ConflictException extends MusterException {
    public ConflictException(String message) {
        super(message, null);
    }
}
