package dev.muster.common.error;

/// The coordinator can't answer yet, or not at the moment; trying again soon makes sense.
public final class NotReadyException extends MusterException {
    public NotReadyException(String message) {
        super(message, null);
    }
}
