package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.common.WorkflowId;
import dev.muster.common.definition.Expressions.Items;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What happened to a workflow. [Ledger] alone turns events into state, and [Effects] alone into deeds.
public sealed interface WorkflowEvent {
    /// The workflow is known, and waits to be admitted.
    /// @param tasks in the definition
    record WorkflowSubmitted(WorkflowId id, Json input, int tasks) implements WorkflowEvent {}

    /// @param tasks in the definition
    /// @param deadline by which it must have ended; none if null
    record WorkflowStarted(WorkflowId id, Json input, int tasks, @Nullable Instant deadline)
            implements WorkflowEvent {}

    record WorkflowPaused() implements WorkflowEvent {}

    record WorkflowResumed() implements WorkflowEvent {}

    /// No further task is started; what runs is told to stop and awaited.
    /// @param failure that is the reason; null on a user's command
    record WorkflowStopping(Header.Ending ending, @Nullable Failure failure) implements WorkflowEvent {}

    /// Everything has stopped; compensations begin.
    record UnwindingStarted() implements WorkflowEvent {}

    /// A failed workflow goes forward again.
    record WorkflowRetried(@Nullable Instant deadline) implements WorkflowEvent {}

    /// A failed rollback goes on.
    record RollbackRetried() implements WorkflowEvent {}

    record WorkflowCompleted() implements WorkflowEvent {}

    record WorkflowFailed(Failure failure) implements WorkflowEvent {}

    record WorkflowCancelled() implements WorkflowEvent {}

    record WorkflowRolledBack() implements WorkflowEvent {}

    /// @param notUndone how many compensations failed for good
    record WorkflowRollbackFailed(int notUndone) implements WorkflowEvent {}

    /// One decision had more to do than fits into one step.
    record ContinuationNeeded() implements WorkflowEvent {}

    /// Events of one task.
    sealed interface TaskEvent extends WorkflowEvent {
        TaskId task();
    }

    /// A task that this one depends on has settled.
    record DependencySettled(TaskId task, boolean skipped) implements TaskEvent {}

    record TaskSkipped(TaskId task) implements TaskEvent {}

    /// A `forEach` task knows its children.
    record TaskExpanded(TaskId task, Items items) implements TaskEvent {}

    /// The task, or a `forEach` task's next children, or its compensation, wait for a slot.
    record TaskQueued(TaskId task, Phase phase) implements TaskEvent {}

    /// An attempt is published, or asks for the permit with which it will be.
    /// @param attempt its number
    /// @param tryNumber within its phase
    /// @param undoes the attempt whose success is compensated, 0 for a run
    /// @param budgetEnds when the task's total time is spent: given with a run's first attempt, where it has one
    /// @param gated it asks for a permit
    record TaskDispatched(TaskId task, int attempt, int tryNumber, int undoes, Payload payload,
            @Nullable Instant budgetEnds, boolean gated) implements TaskEvent {
        public Phase phase() {
            return undoes == 0 ? Phase.RUN : Phase.COMPENSATE;
        }
    }

    /// What an attempt is given.
    /// @param output what the attempt that is compensated had returned; null for a run
    record Payload(Json input, @Nullable Json output) {}

    /// The attempt got its permit and is published.
    record TaskGranted(TaskId task, int attempt) implements TaskEvent {}

    /// Nobody has the attempt any more, so its permit is free: the fleet's last word on it, however late.
    record PermitReturned(TaskId task, int attempt, Phase phase) implements TaskEvent {}

    /// A worker claimed the attempt.
    record TaskStarted(TaskId task, int attempt, WorkerId worker, Instant deadline) implements TaskEvent {}

    record TaskProgressed(TaskId task, int attempt, int percent, @Nullable String message)
            implements TaskEvent {}

    record TaskCompleted(TaskId task, int attempt, Json output) implements TaskEvent {}

    /// All children of a `forEach` task ended well.
    record GroupCompleted(TaskId task) implements TaskEvent {}

    /// An attempt failed and another will be made.
    /// @param abandoned the attempt may still be running, and is to be told
    record TaskAttemptFailed(TaskId task, int attempt, Failure failure, Instant retryAt, boolean abandoned)
            implements TaskEvent {}

    /// @param allowed the workflow goes on as if the task had completed
    /// @param abandoned the attempt may still be running, and is to be told
    record TaskFailed(TaskId task, int attempt, Failure failure, boolean allowed, boolean abandoned)
            implements TaskEvent {}

    /// The worker that runs the attempt is told to give it up; its answer is awaited.
    record TaskCancelRequested(TaskId task, int attempt) implements TaskEvent {}

    /// @param attempt the latest made, 0 for none
    /// @param abandoned the attempt may still be running, and is to be told
    record TaskCancelled(TaskId task, int attempt, boolean abandoned) implements TaskEvent {}

    /// A failed or cancelled task goes forward again, by a user's retry.
    record TaskRevived(TaskId task) implements TaskEvent {}

    /// An attempt that had been given up succeeded after all: a rollback has to undo it too.
    record LateSuccessRecorded(TaskId task, int attempt, Json output) implements TaskEvent {}

    /// An attempt was undone.
    record TaskCompensated(TaskId task, int attempt, int undone) implements TaskEvent {}

    record CompensationAttemptFailed(TaskId task, int attempt, Failure failure, Instant retryAt,
            boolean abandoned)
            implements TaskEvent {}

    record CompensationFailed(TaskId task, int attempt, Failure failure) implements TaskEvent {}

    /// A failed compensation is made again, by a user's retry.
    record CompensationRevived(TaskId task) implements TaskEvent {}

    /// The group at the head of the queue has nothing to do for its next child: it completed already, or owes no
    /// compensation.
    record ChildPassedOver(TaskId task, Phase phase) implements TaskEvent {}

    /// A task that depends on this one no longer holds its rollback back.
    record DependentUnwound(TaskId task) implements TaskEvent {}

    /// The task's turn in the rollback comes again.
    record TaskRewound(TaskId task) implements TaskEvent {}

    /// Nothing of the task is left to be undone.
    record TaskUnwound(TaskId task) implements TaskEvent {}
}
