package dev.muster.common.error;

import dev.muster.common.WorkflowId;
import org.jspecify.annotations.Nullable;

/// Something is wrong with one workflow.
public sealed class WorkflowException extends MusterException
        permits TaskExecutionException, WorkflowTimeoutException, WorkflowConcurrencyException {
    private final transient @Nullable WorkflowId workflow;

    public WorkflowException(@Nullable WorkflowId workflow, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.workflow = workflow;
    }

    /// The workflow concerned; null if it never came to be.
    public @Nullable WorkflowId workflow() {
        return workflow;
    }
}
