package dev.muster.common.error;

import org.jspecify.annotations.Nullable;

/// The root of everything that Muster throws on purpose. The message says what was wrong and what was expected,
/// and names nothing internal: it may be shown to a caller as it is.
public abstract sealed class MusterException extends RuntimeException
        permits WorkflowException, AgentNotFoundException, CircuitOpenException, NotReadyException,
        ConflictException, UnknownWorkflowException, UnknownDefinitionException, UnknownDeadLetterException,
        UnreadableDefinitionException,
        InvalidDefinitionException, OverloadedException {
    protected MusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
