package dev.muster.coordinator.core;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Decision.Reason;
import dev.muster.coordinator.core.Decision.Refused;

/// Decides what an input means to a workflow.
///
/// Pure but for the rows it is given: the same rows, input and moment give the same events. Stateless and
/// thread-safe; the rows have one owner.
public final class WorkflowMachine {
    /// Decides, and applies what it decided to the rows. A refusal leaves them as they are.
    /// @param id whose rows they are
    public Decision decide(WorkflowId id, Plan plan, Rows rows, Input input, Moment now) {
        var header = rows.header();
        if (header == null && !(input instanceof Input.Start)) {
            return new Refused(Reason.UNKNOWN, "there is no workflow " + id);
        }
        var step = new Step(new Journal(plan, rows, now));
        var refused = switch (input) {
            case Input.Start start when header != null ->
                new Refused(Reason.EXISTS, "workflow " + id + " exists");
            case Input.Start start -> step.commands().start(id, start);
            case Input.Cancel cancel -> step.commands().cancel(cancel.rollback());
            case Input.Pause() -> step.commands().pause();
            case Input.Resume() -> step.commands().resume();
            case Input.Retry() -> step.revival().retry();
            case Input.Rollback() -> step.commands().rollback();
            case Input.Report report -> step.reports().take(report);
            case Input.Admitted() -> step.commands().admit();
            case Input.TimerDue due -> step.timers().fire(due.timer());
        };
        return refused == null ? new Decision.Accepted(step.journal().events()) : refused;
    }
}
