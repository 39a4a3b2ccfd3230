package dev.muster.coordinator.core;

import dev.muster.common.definition.Work;
import dev.muster.coordinator.core.Effect.Announce;
import dev.muster.coordinator.core.Effect.AttemptKey;
import dev.muster.coordinator.core.Effect.CancelAttempt;
import dev.muster.coordinator.core.Effect.Dispatch;
import dev.muster.coordinator.core.Effect.SetTimer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is to be done for each event: a total function of the event and the plan.
public final class Effects {
    private Effects() {}

    /// @param at when the event happened
    public static List<Effect> of(Plan plan, WorkflowEvent event, Instant at) {
        return switch (event) {
            case WorkflowEvent.WorkflowStarted started -> withDeadline(started, started.deadline());
            case WorkflowEvent.WorkflowRetried retried -> withDeadline(retried, retried.deadline());
            case WorkflowEvent.WorkflowPaused paused -> List.of(new Announce(paused));
            case WorkflowEvent.WorkflowResumed resumed -> List.of(new Announce(resumed));
            case WorkflowEvent.WorkflowStopping stopping -> List.of(new Announce(stopping));
            case WorkflowEvent.UnwindingStarted started -> List.of(new Announce(started));
            case WorkflowEvent.RollbackRetried retried -> List.of(new Announce(retried));
            case WorkflowEvent.WorkflowCompleted completed -> List.of(new Announce(completed));
            case WorkflowEvent.WorkflowFailed failed -> List.of(new Announce(failed));
            case WorkflowEvent.WorkflowCancelled cancelled -> List.of(new Announce(cancelled));
            case WorkflowEvent.WorkflowRolledBack rolledBack -> List.of(new Announce(rolledBack));
            case WorkflowEvent.WorkflowRollbackFailed failed -> List.of(new Announce(failed));
            case WorkflowEvent.ContinuationNeeded needed -> List.of(new SetTimer(at, Timer.CONTINUE));
            case WorkflowEvent.TaskEvent task -> ofTask(plan, task);
        };
    }

    private static List<Effect> ofTask(Plan plan, WorkflowEvent.TaskEvent event) {
        return switch (event) {
            case WorkflowEvent.DependencySettled settled -> List.of();
            case WorkflowEvent.TaskQueued queued -> List.of();
            case WorkflowEvent.ChildPassedOver passed -> List.of();
            case WorkflowEvent.DependentUnwound unwound -> List.of();
            case WorkflowEvent.TaskUnwound unwound -> List.of();
            case WorkflowEvent.TaskDispatched dispatched -> dispatch(plan, dispatched);
            case WorkflowEvent.TaskStarted started ->
                List.of(new Announce(started), new SetTimer(started.deadline(),
                        new Timer(Timer.Kind.ATTEMPT_TIMEOUT, started.task(), started.attempt())));
            case WorkflowEvent.TaskSkipped skipped -> List.of(new Announce(skipped));
            case WorkflowEvent.TaskExpanded expanded -> List.of(new Announce(expanded));
            case WorkflowEvent.TaskProgressed progressed -> List.of(new Announce(progressed));
            case WorkflowEvent.TaskCompleted completed -> List.of(new Announce(completed));
            case WorkflowEvent.GroupCompleted completed -> List.of(new Announce(completed));
            case WorkflowEvent.TaskAttemptFailed failed -> retry(failed, failed.attempt(), failed.retryAt(),
                    failed.abandoned());
            case WorkflowEvent.CompensationAttemptFailed failed ->
                retry(failed, failed.attempt(), failed.retryAt(),
                        failed.abandoned());
            case WorkflowEvent.TaskFailed failed -> withCancel(failed, failed.attempt(), failed.abandoned());
            case WorkflowEvent.TaskCancelled cancelled -> withCancel(cancelled, cancelled.attempt(),
                    cancelled.abandoned());
            case WorkflowEvent.TaskCancelRequested requested ->
                withCancel(requested, requested.attempt(), true);
            case WorkflowEvent.TaskRevived revived -> List.of(new Announce(revived));
            case WorkflowEvent.LateSuccessRecorded late -> List.of(new Announce(late));
            case WorkflowEvent.TaskCompensated compensated -> List.of(new Announce(compensated));
            case WorkflowEvent.CompensationFailed failed -> List.of(new Announce(failed));
            case WorkflowEvent.CompensationRevived revived -> List.of(new Announce(revived));
        };
    }

    private static List<Effect> dispatch(Plan plan, WorkflowEvent.TaskDispatched dispatched) {
        var task = plan.task(dispatched.task());
        var compensation = task.compensation();
        var work = dispatched.phase() == Phase.RUN
                ? task.work()
                : Objects.requireNonNull(compensation).work();
        var effects = new ArrayList<Effect>();
        effects.add(new Dispatch(
                new AttemptKey(dispatched.task(), dispatched.attempt(), dispatched.tryNumber()),
                dispatched.phase(),
                new Work(work.agent(), work.action(), dispatched.input()), dispatched.output(),
                plan.attempts(dispatched.task(), dispatched.phase()).timeout(), task.metadata()));
        if (dispatched.budgetEnds() != null) {
            effects.add(new SetTimer(dispatched.budgetEnds(),
                    new Timer(Timer.Kind.BUDGET, dispatched.task(), dispatched.attempt())));
        }
        return effects;
    }

    private static List<Effect> retry(WorkflowEvent.TaskEvent event, int attempt, Instant retryAt,
            boolean abandoned) {
        var effects = withCancel(event, attempt, abandoned);
        effects.add(new SetTimer(retryAt, new Timer(Timer.Kind.BACKOFF, event.task(), attempt)));
        return effects;
    }

    private static List<Effect> withCancel(WorkflowEvent.TaskEvent event, int attempt, boolean abandoned) {
        var effects = new ArrayList<Effect>();
        effects.add(new Announce(event));
        if (abandoned) {
            effects.add(new CancelAttempt(event.task(), attempt));
        }
        return effects;
    }

    private static List<Effect> withDeadline(WorkflowEvent event, @Nullable Instant deadline) {
        return deadline == null
                ? List.of(new Announce(event))
                : List.of(new Announce(event), new SetTimer(deadline, Timer.WORKFLOW_TIMEOUT));
    }

}
