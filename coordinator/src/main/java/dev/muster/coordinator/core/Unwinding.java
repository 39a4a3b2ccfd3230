package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import java.util.ArrayDeque;
import java.util.Deque;

/// The saga: compensates each completed task after everything that depended on it, independent ones in parallel.
///
/// A task is visited when all that depend on it are unwound, and is unwound when nothing of it is left to undo, or
/// when undoing it failed for good: one failed compensation does not stop the others.
final class Unwinding {
    private final Step step;
    private final Journal journal;
    private final Deque<TaskId> toVisit = new ArrayDeque<>();

    Unwinding(Step step) {
        this.step = step;
        this.journal = step.journal();
    }

    void start() {
        journal.record(new WorkflowEvent.UnwindingStarted());
        visitFromTheEnd();
        step.proceed();
    }

    /// What failed to be undone is tried again, in the same order.
    void startOver() {
        for (var task : journal.plan().definition().tasks().keySet()) {
            journal.record(new WorkflowEvent.TaskRewound(task));
        }
        visitFromTheEnd();
    }

    private void visitFromTheEnd() {
        for (var task : journal.plan().definition().tasks().keySet()) {
            if (journal.plan().dependents(task).isEmpty()) {
                toVisit.add(task);
            }
        }
        visitAll();
    }

    void endIfDone() {
        var header = journal.header();
        var load = header.load();
        if (header.state() != WorkflowState.ROLLING_BACK || load.live() > 0
                || load.unwound() < journal.plan().definition().tasks().size()) {
            return;
        }
        journal.record(load.notUndone() == 0
                ? new WorkflowEvent.WorkflowRolledBack()
                : new WorkflowEvent.WorkflowRollbackFailed(load.notUndone()));
    }

    /// A compensation succeeded.
    void compensated(TaskId task) {
        var row = journal.task(task);
        journal.record(
                new WorkflowEvent.TaskCompensated(task, row.attempt().number(), row.undo().nextOwed()));
        if (journal.task(task).undo().owes()) {
            journal.record(new WorkflowEvent.TaskQueued(task, Phase.COMPENSATE));
        } else {
            undone(task);
        }
    }

    /// A compensation failed for good.
    void giveUp(TaskId task, Failure failure) {
        journal.record(
                new WorkflowEvent.CompensationFailed(task, journal.task(task).attempt().number(), failure));
        undone(task);
    }

    /// An attempt that was given up has succeeded after its task's turn in the rollback may have come.
    void owesMore(TaskId task) {
        var row = journal.task(task);
        var turnIsOver = task.isChild()
                ? task.index() > journal.group(task.declared()).undoNext()
                : row.undo().unwound();
        if (!turnIsOver || row.state().isLive()) {
            return;
        }
        if (row.state() == TaskState.COMPENSATION_FAILED) {
            journal.record(new WorkflowEvent.CompensationRevived(task));
        }
        journal.record(new WorkflowEvent.TaskQueued(task, Phase.COMPENSATE));
    }

    /// The group at the head of the queue gave or passed over a child, or one of its compensations ended.
    void groupMoved(TaskId group) {
        var row = journal.group(group);
        if (journal.task(group).undo().unwound()) {
            return;
        }
        if (row.undoNext() < 0 && row.active() == 0) {
            unwound(group);
            visitAll();
        } else if (row.undoNext() >= 0 && !row.queued() && row.active() < journal.plan().atMost(group)) {
            journal.record(new WorkflowEvent.TaskQueued(group, Phase.COMPENSATE));
        }
    }

    private void undone(TaskId task) {
        if (task.isChild()) {
            groupMoved(task.declared());
        } else if (!journal.task(task).undo().unwound()) {
            unwound(task);
            visitAll();
        }
    }

    private void visitAll() {
        for (var task = toVisit.poll(); task != null; task = toVisit.poll()) {
            visit(task);
        }
    }

    private void visit(TaskId task) {
        var group = journal.rows().group(task);
        var mayOwe = journal.plan().compensation(task) != null
                && (group == null ? journal.task(task).undo().owes() : group.cursor().started() > 0);
        if (journal.task(task).state().isLive()) {
            // A late success is being undone already; its end carries on from here.
            return;
        }
        if (mayOwe) {
            journal.record(new WorkflowEvent.TaskQueued(task, Phase.COMPENSATE));
        } else {
            unwound(task);
        }
    }

    private void unwound(TaskId task) {
        journal.record(new WorkflowEvent.TaskUnwound(task));
        for (var dependency : journal.plan().dependencies(task)) {
            journal.record(new WorkflowEvent.DependentUnwound(dependency));
            var awaited = journal.task(dependency).undo().awaited();
            if (awaited == journal.plan().dependents(dependency).size()) {
                toVisit.add(dependency);
            }
        }
    }
}
