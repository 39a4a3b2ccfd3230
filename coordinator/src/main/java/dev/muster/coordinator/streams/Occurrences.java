package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.TaskId;
import dev.muster.coordinator.core.Phase;
import dev.muster.coordinator.core.Plan;
import dev.muster.coordinator.core.Rows;
import dev.muster.coordinator.core.WorkflowEvent;
import dev.muster.coordinator.core.WorkflowEvent.TaskEvent;
import dev.muster.coordinator.monitor.Occurrence;
import dev.muster.coordinator.monitor.Occurrence.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is counted of each event: a total function of it, the plan and the rows after it.
/// @param at when it happened
record Occurrences(Plan plan, Rows rows, Instant at) {
    List<Occurrence> of(WorkflowEvent event) {
        return switch (event) {
            case WorkflowEvent.WorkflowSubmitted e -> List.of();
            case WorkflowEvent.WorkflowStarted e -> List.of();
            case WorkflowEvent.WorkflowPaused e -> List.of();
            case WorkflowEvent.WorkflowResumed e -> List.of();
            case WorkflowEvent.WorkflowStopping e -> List.of();
            case WorkflowEvent.UnwindingStarted e -> List.of();
            case WorkflowEvent.WorkflowRetried e -> List.of();
            case WorkflowEvent.RollbackRetried e -> List.of();
            case WorkflowEvent.ContinuationNeeded e -> List.of();
            case WorkflowEvent.WorkflowCompleted e -> List.of(workflowEnded());
            case WorkflowEvent.WorkflowFailed e -> List.of(workflowEnded());
            case WorkflowEvent.WorkflowCancelled e -> List.of(workflowEnded());
            case WorkflowEvent.WorkflowRolledBack e ->
                List.of(workflowEnded(), new Occurrence.RollbackEnded());
            case WorkflowEvent.WorkflowRollbackFailed e ->
                List.of(workflowEnded(), new Occurrence.RollbackEnded());
            // No agent does a `forEach` task: its children are done.
            case TaskEvent e when plan.isGroup(e.task()) -> List.of();
            case TaskEvent e -> ofTask(e);
        };
    }

    private List<Occurrence> ofTask(TaskEvent event) {
        return switch (event) {
            case WorkflowEvent.TaskDispatched e ->
                List.of(new Occurrence.AttemptReady(agent(e, e.phase())));
            case WorkflowEvent.TaskCompleted e -> ended(e, Outcome.COMPLETED);
            case WorkflowEvent.TaskFailed e -> ended(e, Outcome.FAILED);
            case WorkflowEvent.TaskAttemptFailed e -> ended(e, Phase.RUN, Outcome.RETRIED);
            case WorkflowEvent.TaskCancelled e when e.attempt() > 0 ->
                ended(e, Phase.RUN, Outcome.CANCELLED);
            case WorkflowEvent.TaskCompensated e -> ended(e, Phase.COMPENSATE, Outcome.COMPENSATED);
            case WorkflowEvent.CompensationAttemptFailed e ->
                ended(e, Phase.COMPENSATE, Outcome.COMPENSATION_RETRIED);
            case WorkflowEvent.CompensationFailed e ->
                ended(e, Phase.COMPENSATE, Outcome.COMPENSATION_FAILED);
            case WorkflowEvent.TaskCancelled e -> List.of();
            case WorkflowEvent.DependencySettled e -> List.of();
            case WorkflowEvent.TaskSkipped e -> List.of();
            case WorkflowEvent.TaskExpanded e -> List.of();
            case WorkflowEvent.TaskQueued e -> List.of();
            case WorkflowEvent.TaskGranted e -> List.of();
            case WorkflowEvent.PermitReturned e -> List.of();
            case WorkflowEvent.TaskStarted e -> List.of();
            case WorkflowEvent.TaskProgressed e -> List.of();
            case WorkflowEvent.GroupCompleted e -> List.of();
            case WorkflowEvent.TaskCancelRequested e -> List.of();
            case WorkflowEvent.TaskRevived e -> List.of();
            case WorkflowEvent.LateSuccessRecorded e -> List.of();
            case WorkflowEvent.CompensationRevived e -> List.of();
            case WorkflowEvent.ChildPassedOver e -> List.of();
            case WorkflowEvent.DependentUnwound e -> List.of();
            case WorkflowEvent.TaskRewound e -> List.of();
            case WorkflowEvent.TaskUnwound e -> List.of();
        };
    }

    private AgentType agent(TaskEvent event, Phase phase) {
        return plan.agent(event.task(), phase);
    }

    private List<Occurrence> ended(TaskEvent event, Phase phase, Outcome outcome) {
        return List.of(new Occurrence.AttemptEnded(agent(event, phase), outcome, null));
    }

    /// The end of a task's run.
    private List<Occurrence> ended(TaskEvent event, Outcome outcome) {
        return List.of(new Occurrence.AttemptEnded(agent(event, Phase.RUN), outcome, took(event.task())));
    }

    private @Nullable Duration took(TaskId task) {
        var row = rows.task(task);
        return row == null ? null : since(row.span().startedAt());
    }

    private Occurrence workflowEnded() {
        var header = Objects.requireNonNull(rows.header(), "a workflow that ended has a header");
        return new Occurrence.WorkflowEnded(since(header.span().startedAt()));
    }

    private @Nullable Duration since(@Nullable Instant start) {
        return start == null ? null : Duration.between(start, at);
    }
}
