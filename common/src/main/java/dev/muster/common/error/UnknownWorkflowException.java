package dev.muster.common.error;

/// There is no workflow of that id.
public final class UnknownWorkflowException extends MusterException {
    public UnknownWorkflowException(String message) {
        super(message, null);
    }
}
