package dev.muster.coordinator.core;

import dev.muster.common.definition.Work;
import dev.muster.coordinator.core.Effect.Announce;
import dev.muster.coordinator.core.Effect.AttemptKey;
import dev.muster.coordinator.core.Effect.CancelAttempt;
import dev.muster.coordinator.core.Effect.Dispatch;
import dev.muster.coordinator.core.Effect.Request;
import dev.muster.coordinator.core.Effect.RequestAdmission;
import dev.muster.coordinator.core.Effect.ReturnAdmission;
import dev.muster.coordinator.core.Effect.ReturnPermit;
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
            case WorkflowEvent.WorkflowSubmitted submitted ->
                List.of(new Announce(submitted), admission(plan, false));
            case WorkflowEvent.WorkflowStarted started -> withDeadline(started, started.deadline());
            case WorkflowEvent.WorkflowRetried retried -> readmitted(plan,
                    withDeadline(retried, retried.deadline()));
            case WorkflowEvent.WorkflowPaused paused -> List.of(new Announce(paused));
            case WorkflowEvent.WorkflowResumed resumed -> List.of(new Announce(resumed));
            case WorkflowEvent.WorkflowStopping stopping ->
                readmitted(plan, List.of(new Announce(stopping)));
            case WorkflowEvent.UnwindingStarted started -> List.of(new Announce(started));
            case WorkflowEvent.RollbackRetried retried ->
                readmitted(plan, List.of(new Announce(retried)));
            case WorkflowEvent.WorkflowCompleted completed -> end(completed);
            case WorkflowEvent.WorkflowFailed failed -> end(failed);
            case WorkflowEvent.WorkflowCancelled cancelled -> end(cancelled);
            case WorkflowEvent.WorkflowRolledBack rolledBack -> end(rolledBack);
            case WorkflowEvent.WorkflowRollbackFailed failed -> end(failed);
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
            case WorkflowEvent.TaskRewound rewound -> List.of();
            case WorkflowEvent.TaskUnwound unwound -> List.of();
            case WorkflowEvent.TaskDispatched dispatched -> dispatch(plan, dispatched);
            case WorkflowEvent.TaskGranted granted -> List.of();
            case WorkflowEvent.PermitReturned returned -> List.of(
                    new ReturnPermit(plan.agent(returned.task(), returned.phase()), returned.task(),
                            returned.attempt()));
            case WorkflowEvent.TaskStarted started ->
                List.of(new Announce(started), new SetTimer(started.deadline(),
                        new Timer(Timer.Kind.ATTEMPT_TIMEOUT, started.task(), started.attempt())));
            case WorkflowEvent.TaskSkipped skipped -> List.of(new Announce(skipped));
            case WorkflowEvent.TaskExpanded expanded -> List.of(new Announce(expanded));
            case WorkflowEvent.TaskProgressed progressed -> List.of(new Announce(progressed));
            case WorkflowEvent.TaskCompleted completed -> List.of(new Announce(completed));
            case WorkflowEvent.GroupCompleted completed -> List.of(new Announce(completed));
            case WorkflowEvent.TaskAttemptFailed failed -> retry(failed,
                    cancel(plan, failed, Phase.RUN, failed.attempt(), failed.abandoned()),
                    backoff(failed, failed.attempt(), failed.retryAt()));
            case WorkflowEvent.CompensationAttemptFailed failed -> retry(failed,
                    cancel(plan, failed, Phase.COMPENSATE, failed.attempt(), failed.abandoned()),
                    backoff(failed, failed.attempt(), failed.retryAt()));
            case WorkflowEvent.TaskFailed failed -> withCancel(failed,
                    cancel(plan, failed, Phase.RUN, failed.attempt(), failed.abandoned()));
            case WorkflowEvent.TaskCancelled cancelled -> withCancel(cancelled,
                    cancel(plan, cancelled, Phase.RUN, cancelled.attempt(), cancelled.abandoned()));
            case WorkflowEvent.TaskCancelRequested requested -> withCancel(requested,
                    cancel(plan, requested, Phase.RUN, requested.attempt(), true));
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
        var payload = dispatched.payload();
        var dispatch = new Dispatch(
                new AttemptKey(dispatched.task(), dispatched.attempt(), dispatched.tryNumber()),
                dispatched.phase(), new Work(work.agent(), work.action(), payload.input()), payload.output(),
                plan.attempts(dispatched.task(), dispatched.phase()).timeout(), task.metadata());
        var policy = plan.definition().policy();
        var effects = new ArrayList<Effect>();
        effects.add(dispatched.gated()
                ? new Request(policy.priority(), policy.fairnessKey(), dispatch)
                : dispatch);
        if (dispatched.budgetEnds() != null) {
            effects.add(new SetTimer(dispatched.budgetEnds(),
                    new Timer(Timer.Kind.BUDGET, dispatched.task(), dispatched.attempt())));
        }
        return effects;
    }

    /// The deed that tells an attempt that may still run; null if none does.
    private static @Nullable CancelAttempt cancel(Plan plan, WorkflowEvent.TaskEvent event, Phase phase,
            int attempt, boolean abandoned) {
        return abandoned ? new CancelAttempt(plan.agent(event.task(), phase), event.task(), attempt) : null;
    }

    private static List<Effect> retry(WorkflowEvent.TaskEvent event, @Nullable CancelAttempt cancel,
            SetTimer backoff) {
        var effects = withCancel(event, cancel);
        effects.add(backoff);
        return effects;
    }

    private static SetTimer backoff(WorkflowEvent.TaskEvent event, int attempt, Instant retryAt) {
        return new SetTimer(retryAt, new Timer(Timer.Kind.BACKOFF, event.task(), attempt));
    }

    private static List<Effect> withCancel(WorkflowEvent.TaskEvent event, @Nullable CancelAttempt cancel) {
        var effects = new ArrayList<Effect>();
        effects.add(new Announce(event));
        if (cancel != null) {
            effects.add(cancel);
        }
        return effects;
    }

    private static RequestAdmission admission(Plan plan, boolean forced) {
        var policy = plan.definition().policy();
        return new RequestAdmission(policy.priority(), policy.fairnessKey(), forced);
    }

    /// A workflow that had ended counts again; one that had not is known to the gate, which passes this over.
    private static List<Effect> readmitted(Plan plan, List<Effect> effects) {
        var all = new ArrayList<>(effects);
        all.add(admission(plan, true));
        return all;
    }

    private static List<Effect> end(WorkflowEvent event) {
        return List.of(new Announce(event), new ReturnAdmission());
    }

    private static List<Effect> withDeadline(WorkflowEvent event, @Nullable Instant deadline) {
        return deadline == null
                ? List.of(new Announce(event))
                : List.of(new Announce(event), new SetTimer(deadline, Timer.WORKFLOW_TIMEOUT));
    }

}
