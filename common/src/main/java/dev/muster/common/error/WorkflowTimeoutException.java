package dev.muster.common.error;

import dev.muster.common.WorkflowId;
import java.time.Duration;

/// A workflow did not end in the time it was given.
public final class WorkflowTimeoutException extends WorkflowException {
    public WorkflowTimeoutException(WorkflowId workflow, Duration timeout) {
        super(workflow, "workflow " + workflow + " did not end within " + timeout.toMillis() + " ms", null);
    }
}
