package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import dev.muster.common.definition.OnFailure;
import dev.muster.coordinator.core.Header.Ending;
import org.jspecify.annotations.Nullable;

/// Fails tasks for good, and stops a workflow: what waits is cancelled, what runs is told to give up and awaited.
final class Stopping {
    private final Step step;
    private final Journal journal;

    Stopping(Step step) {
        this.step = step;
        this.journal = step.journal();
    }

    /// A task failed for good.
    /// @param abandoned its attempt may still be running
    void fail(TaskId task, Failure failure, boolean abandoned) {
        var isAllowed = journal.plan().task(task).allowFailure();
        journal.record(
                new WorkflowEvent.TaskFailed(task, journal.task(task).attempt().number(), failure, isAllowed,
                        abandoned));
        if (!isAllowed) {
            stopIfDue();
        }
        if (!task.isChild() && isAllowed) {
            step.readiness().settle(task);
        } else if (task.isChild() && journal.isForward()) {
            groupMoved(task.declared());
        }
    }

    /// A failure has stopped the workflow, unless the policy is to go on or the workflow is paused: then it is
    /// stopped when it is resumed.
    void stopIfDue() {
        var header = journal.header();
        if (journal.isForward() && header.state() == WorkflowState.RUNNING
                && header.outcome().failure() != null
                && onFailure() != OnFailure.CONTINUE) {
            stop(endingOnFailure(), header.outcome().failure());
        }
    }

    void timeOut() {
        stop(endingOnFailure(), new Failure(Failure.WORKFLOW_TIMEOUT,
                "the workflow did not end in the time it was given"));
    }

    private Ending endingOnFailure() {
        return onFailure() == OnFailure.ROLLBACK ? Ending.ROLLBACK : Ending.FAIL;
    }

    private OnFailure onFailure() {
        return journal.plan().definition().policy().onFailure();
    }

    void stop(Ending ending, @Nullable Failure failure) {
        journal.record(new WorkflowEvent.WorkflowStopping(ending, failure));
        while (!journal.header().queue().isEmpty()) {
            var waiting = journal.atHead();
            journal.record(new WorkflowEvent.TaskCancelled(waiting, journal.task(waiting).attempt().number(),
                    false));
        }
        for (var task : journal.plan().definition().tasks().keySet()) {
            if (journal.plan().isGroup(task)) {
                stopGroup(task);
            } else {
                stopTask(task);
            }
        }
    }

    /// Goes on when the last running attempt has ended.
    void goOnIfStill() {
        var header = journal.header();
        var ending = header.outcome().ending();
        if (ending == null || header.state().isEnded() || header.load().active() > 0) {
            return;
        }
        switch (ending) {
            case FAIL -> journal.record(new WorkflowEvent.WorkflowFailed(failureOf(header)));
            case CANCEL -> journal.record(new WorkflowEvent.WorkflowCancelled());
            case ROLLBACK -> step.unwinding().start();
        }
    }

    /// A child of a group ended, going forward: the group gives the next one, or ends itself.
    void groupMoved(TaskId group) {
        var row = journal.group(group);
        if (journal.task(group).state() != TaskState.RUNNING) {
            return;
        }
        if (!row.isExhausted()) {
            if (!row.queued() && row.active() < journal.plan().atMost(group)) {
                journal.record(new WorkflowEvent.TaskQueued(group, Phase.RUN));
            }
        } else if (row.active() == 0 && row.ended().failed() > 0) {
            fail(group, new Failure(Failure.CHILD_FAILED,
                    row.ended().failed() + " of " + row.size() + " children failed"), false);
        } else if (row.active() == 0) {
            journal.record(new WorkflowEvent.GroupCompleted(group));
            step.readiness().settle(group);
        }
    }

    private void stopGroup(TaskId group) {
        var row = journal.rows().group(group);
        if (row != null && row.active() > 0) {
            for (int index = 0; index < row.cursor().started(); index++) {
                stopTask(group.child(index));
            }
        }
        if (journal.task(group).state() == TaskState.RUNNING) {
            journal.record(new WorkflowEvent.TaskCancelled(group, 0, false));
        }
    }

    private void stopTask(TaskId task) {
        var attempt = journal.task(task).attempt();
        switch (attempt.stage()) {
            case IDLE -> {
                // Nothing of it is under way.
            }
            case QUEUED ->
                throw new IllegalStateException("task " + task + " is queued, but not in the queue");
            case BACKING_OFF ->
                journal.record(new WorkflowEvent.TaskCancelled(task, attempt.number(), false));
            case REQUESTED, DISPATCHED ->
                journal.record(new WorkflowEvent.TaskCancelled(task, attempt.number(), true));
            case RUNNING -> journal.record(new WorkflowEvent.TaskCancelRequested(task, attempt.number()));
        }
    }

    private static Failure failureOf(Header header) {
        var failure = header.outcome().failure();
        if (failure == null) {
            throw new IllegalStateException("workflow " + header.id() + " fails without a failure");
        }
        return failure;
    }
}
