package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import dev.muster.coordinator.core.Header.Load;
import dev.muster.coordinator.core.Header.Outcome;
import dev.muster.coordinator.core.Header.Progress;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// Turns the events of tasks into state, for [Ledger].
final class TaskLedger {
    private final Plan plan;
    private final Rows rows;
    private final QueueLedger queue;

    TaskLedger(Plan plan, Rows rows) {
        this.plan = plan;
        this.rows = rows;
        this.queue = new QueueLedger(plan, rows);
    }

    void apply(WorkflowEvent.TaskEvent event, Instant at) {
        var row = row(event.task());
        switch (event) {
            case WorkflowEvent.DependencySettled settled ->
                rows.put(row.with(row.arrivals().plus(settled.skipped())));
            case WorkflowEvent.TaskSkipped skipped -> skip(row, at);
            case WorkflowEvent.TaskExpanded expanded -> expand(row, expanded, at);
            case WorkflowEvent.TaskQueued queued -> queue(row, queued.phase());
            case WorkflowEvent.TaskDispatched dispatched -> dispatch(row, dispatched, at);
            case WorkflowEvent.TaskGranted granted -> grant(row);
            case WorkflowEvent.PermitReturned returned -> {
                // The gate's to remember.
            }
            case WorkflowEvent.TaskStarted started -> start(row, started);
            case WorkflowEvent.TaskProgressed progressed -> {
                // For subscribers only.
            }
            case WorkflowEvent.TaskCompleted completed -> complete(row, completed, at);
            case WorkflowEvent.GroupCompleted completed -> completeGroup(row, at);
            case WorkflowEvent.TaskAttemptFailed failed ->
                backOff(row, TaskState.BACKING_OFF, failed.failure(),
                        failed.retryAt());
            case WorkflowEvent.TaskFailed failed -> fail(row, failed, at);
            case WorkflowEvent.TaskCancelRequested requested -> rows.put(row.with(row.attempt().told()));
            case WorkflowEvent.TaskCancelled cancelled -> cancel(row, at);
            case WorkflowEvent.TaskRevived revived -> revive(row);
            case WorkflowEvent.LateSuccessRecorded late -> {
                rows.put(row.with(row.undo().owing(late.attempt())));
                rows.putOutput(late.task(), late.attempt(), late.output());
            }
            case WorkflowEvent.TaskCompensated compensated -> compensate(row, compensated.undone());
            case WorkflowEvent.CompensationAttemptFailed failed -> backOff(row, TaskState.COMPENSATING,
                    failed.failure(), failed.retryAt());
            case WorkflowEvent.CompensationFailed failed -> giveUpCompensation(row, failed.failure());
            case WorkflowEvent.CompensationRevived revived -> {
                rows.put(row.with(TaskState.COMPLETED));
                load(load -> load.notUndone(-1));
            }
            case WorkflowEvent.ChildPassedOver passed -> queue.passOver(passed.task(), passed.phase());
            case WorkflowEvent.DependentUnwound unwound -> rows.put(row.with(row.undo().oneMoreAwaited()));
            case WorkflowEvent.TaskRewound rewound -> rewind(row);
            case WorkflowEvent.TaskUnwound unwound -> unwind(row);
        }
    }

    private void skip(TaskRow row, Instant at) {
        rows.put(row.with(TaskState.SKIPPED).with(row.span().ended(at)));
        load(load -> load.settled(1));
        progress(progress -> progress.plusSkipped(1));
    }

    private void expand(TaskRow row, WorkflowEvent.TaskExpanded expanded, Instant at) {
        rows.put(row.with(TaskState.RUNNING).with(row.span().started(at)));
        rows.put(GroupRow.of(row.id(), expanded.items().size()));
        Ledger.putItems(rows, row.id(), expanded.items());
        load(load -> load.live(1));
        progress(progress -> progress.grown(expanded.items().size()));
    }

    private void queue(TaskRow row, Phase phase) {
        var isNew = !row.state().isLive();
        var attempt = phase == Phase.COMPENSATE && row.state() != TaskState.COMPENSATING
                ? row.attempt().withoutTries()
                : row.attempt();
        var state = phase == Phase.COMPENSATE ? TaskState.COMPENSATING : TaskState.QUEUED;
        if (plan.isGroup(row.id())) {
            rows.put(row.with(phase == Phase.COMPENSATE ? TaskState.COMPENSATING : TaskState.RUNNING));
        } else {
            rows.put(row.with(state).with(attempt.queued()));
        }
        if (isNew) {
            load(load -> load.live(1));
            activateInGroup(row.id(), 1);
        }
        queue.join(row.id(), phase);
    }

    private void dispatch(TaskRow row, WorkflowEvent.TaskDispatched dispatched, Instant at) {
        queue.take(row, dispatched.phase());
        var isRun = dispatched.phase() == Phase.RUN;
        // A child that its group sent straight on never stood in the queue itself.
        var sent = row;
        if (!row.state().isLive()) {
            load(load -> load.live(1));
            if (isRun && row.state() == TaskState.FAILED) {
                progress(progress -> progress.plusFailed(-1));
            }
            sent = isRun ? fresh(row) : row.with(row.attempt().withoutTries());
        }
        sent = sent.with(dispatched.gated()
                ? sent.attempt().requested(dispatched.attempt())
                : sent.attempt().dispatched(dispatched.attempt()));
        rows.put(isRun
                ? sent.with(dispatched.gated() ? TaskState.QUEUED : TaskState.DISPATCHED)
                        .with(sent.span().started(at))
                        .with(sent.undo().ran(dispatched.attempt()))
                : sent.with(TaskState.COMPENSATING));
        load(load -> load.active(1));
    }

    private void grant(TaskRow row) {
        var state = row.state() == TaskState.QUEUED ? TaskState.DISPATCHED : row.state();
        rows.put(row.with(state).with(row.attempt().granted()));
    }

    private void start(TaskRow row, WorkflowEvent.TaskStarted started) {
        var state = row.state() == TaskState.COMPENSATING ? TaskState.COMPENSATING : TaskState.RUNNING;
        rows.put(row.with(state).with(row.attempt().running(started.worker(), started.deadline())));
    }

    private void complete(TaskRow row, WorkflowEvent.TaskCompleted completed, Instant at) {
        leave(row);
        var undo = row.undo().acceptedAs(completed.attempt());
        rows.put(row.with(TaskState.COMPLETED).with(row.attempt().idle()).with(row.span().ended(at))
                .failedWith(null)
                .with(plan.compensation(row.id()) == null ? undo : undo.owing(completed.attempt())));
        rows.putOutput(row.id(), completed.attempt(), completed.output());
        progress(progress -> progress.plusCompleted(1));
        if (row.id().isChild()) {
            endInGroup(row.id(), 1, 0);
        } else {
            load(load -> load.settled(1));
        }
    }

    private void completeGroup(TaskRow row, Instant at) {
        leave(row);
        rows.put(row.with(TaskState.COMPLETED).with(row.span().ended(at)));
        load(load -> load.settled(1));
        progress(progress -> progress.plusCompleted(1));
    }

    private void backOff(TaskRow row, TaskState state, Failure failure, Instant retryAt) {
        if (row.attempt().isInFlight()) {
            load(load -> load.active(-1));
        }
        rows.put(row.with(state).with(row.attempt().backingOff(retryAt)).failedWith(failure));
    }

    private void fail(TaskRow row, WorkflowEvent.TaskFailed failed, Instant at) {
        leaveQueue(row, Phase.RUN);
        leave(row);
        rows.put(row.with(TaskState.FAILED).with(row.attempt().idle()).with(row.span().ended(at))
                .failedWith(failed.failure()));
        if (row.state() != TaskState.FAILED) {
            progress(progress -> progress.plusFailed(1));
        }
        if (row.id().isChild()) {
            endInGroup(row.id(), failed.allowed() ? 1 : 0, failed.allowed() ? 0 : 1);
        } else if (failed.allowed()) {
            load(load -> load.settled(1));
        }
        var outcome = header().outcome();
        if (!failed.allowed() && outcome.failure() == null) {
            rows.put(header().with(new Outcome(outcome.ending(), outcome.unwinding(), failed.failure())));
        }
    }

    private void cancel(TaskRow row, Instant at) {
        leaveQueue(row, Phase.RUN);
        leave(row);
        rows.put(row.with(TaskState.CANCELLED).with(row.attempt().idle()).with(row.span().ended(at)));
    }

    private void revive(TaskRow row) {
        var fresh = fresh(row);
        if (row.state() == TaskState.FAILED) {
            progress(progress -> progress.plusFailed(-1));
        }
        var group = rows.group(row.id());
        if (group == null) {
            rows.put(fresh.with(TaskState.PENDING));
        } else {
            rows.put(fresh.with(TaskState.RUNNING));
            rows.put(group.fromTheStart());
            load(load -> load.live(1));
        }
    }

    /// As if it had not been tried, but for the attempts' numbers.
    private static TaskRow fresh(TaskRow row) {
        return row.with(row.attempt().withoutTries()).with(TaskRow.Span.NONE).failedWith(null);
    }

    private void compensate(TaskRow row, int undone) {
        var undo = row.undo().done(undone);
        var isDone = !undo.owes();
        if (isDone) {
            leave(row);
        } else if (row.attempt().isInFlight()) {
            load(load -> load.active(-1));
        }
        rows.put(row.with(isDone ? TaskState.ROLLED_BACK : TaskState.COMPENSATING)
                .with(row.attempt().idle().withoutTries()).with(undo).failedWith(null));
    }

    private void giveUpCompensation(TaskRow row, Failure failure) {
        leaveQueue(row, Phase.COMPENSATE);
        leave(row);
        rows.put(row.with(TaskState.COMPENSATION_FAILED).with(row.attempt().idle()).failedWith(failure));
        load(load -> load.notUndone(1));
    }

    private void unwind(TaskRow row) {
        var isGroupDone = plan.isGroup(row.id()) && row.state() == TaskState.COMPENSATING;
        if (isGroupDone) {
            leave(row);
        }
        rows.put((isGroupDone ? row.with(TaskState.ROLLED_BACK) : row).with(row.undo().asUnwound()));
        load(load -> load.unwound(1));
    }

    private void rewind(TaskRow row) {
        if (row.undo().unwound()) {
            load(load -> load.unwound(-1));
        }
        rows.put(row.with(row.undo().rewound()));
        var group = rows.group(row.id());
        if (group != null) {
            rows.put(group.undoFrom(group.size() - 1));
        }
    }

    /// The task is no longer live, nor under way.
    private void leave(TaskRow row) {
        if (row.attempt().isInFlight()) {
            load(load -> load.active(-1));
        }
        if (row.state().isLive()) {
            load(load -> load.live(-1));
            activateInGroup(row.id(), -1);
        }
    }

    private void leaveQueue(TaskRow row, Phase phase) {
        var group = rows.group(row.id());
        if (row.attempt().stage() == Attempt.Stage.QUEUED || (group != null && group.queued())) {
            queue.drop(row.id());
        } else if (queue.isNextOfGroupAtHead(row.id(), phase)) {
            queue.take(row, phase);
            activateInGroup(row.id(), -1);
        }
    }

    private void activateInGroup(TaskId id, int by) {
        if (id.isChild()) {
            rows.put(group(id).activated(by));
        }
    }

    private void endInGroup(TaskId child, int completed, int failed) {
        var ended = group(child).ended();
        rows.put(group(child)
                .with(new GroupRow.Ended(ended.completed() + completed, ended.failed() + failed)));
    }

    private TaskRow row(TaskId id) {
        var row = rows.task(id);
        return row == null ? TaskRow.absent(id) : row;
    }

    private GroupRow group(TaskId child) {
        return Objects.requireNonNull(rows.group(child.declared()), "a child has a group");
    }

    private Header header() {
        return Objects.requireNonNull(rows.header(), "the workflow has started");
    }

    private void load(UnaryOperator<Load> change) {
        rows.put(header().with(change.apply(header().load())));
    }

    private void progress(UnaryOperator<Progress> change) {
        rows.put(header().with(change.apply(header().progress())));
    }
}
