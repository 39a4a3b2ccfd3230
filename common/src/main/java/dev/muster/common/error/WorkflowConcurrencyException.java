package dev.muster.common.error;

import dev.muster.common.WorkflowId;
import org.jspecify.annotations.Nullable;

/// As many workflows as the limit allows are under way.
public final class WorkflowConcurrencyException extends WorkflowException {
    public WorkflowConcurrencyException(@Nullable WorkflowId workflow, int limit) {
        super(workflow, "the limit of " + limit + " concurrent workflows is reached", null);
    }
}
