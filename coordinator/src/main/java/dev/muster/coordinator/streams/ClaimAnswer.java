package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.wire.ControlRecord;
import dev.muster.coordinator.core.Attempt;
import dev.muster.coordinator.core.Attempt.Stage;
import dev.muster.coordinator.core.Input;
import dev.muster.coordinator.core.TaskRow;
import org.jspecify.annotations.Nullable;

/// What a worker is told about an attempt that it claims.
final class ClaimAnswer {
    private ClaimAnswer() {}

    /// @param row as it is since the claim was taken in; null if there is no such task
    /// @param asks whether the worker waits for an answer; otherwise it runs the attempt already
    /// @return null if there is nothing to say
    static @Nullable ControlRecord of(WorkflowId workflow, Input.Claimed claimed, @Nullable TaskRow row,
            boolean asks) {
        var attempt = row == null ? Attempt.NONE : row.attempt();
        var runs = attempt.number() == claimed.attempt() && attempt.stage() == Stage.RUNNING;
        var isItsOwn = runs && claimed.worker().equals(attempt.worker());
        var id = workflow.value();
        var task = claimed.task().value();
        if (asks && isItsOwn) {
            // Its report is awaited, so one that is no longer wanted is cancelled as for all: that is reported.
            return attempt.cancelled()
                    ? new ControlRecord.Cancel(id, task, claimed.attempt())
                    : new ControlRecord.Confirm(id, task, claimed.attempt(), claimed.worker().value());
        }
        // A claim that asks nothing and comes after its report is everyday business, and needs no answer.
        return asks || (runs && !isItsOwn)
                ? new ControlRecord.Cancel(id, task, claimed.attempt(), claimed.worker().value())
                : null;
    }
}
