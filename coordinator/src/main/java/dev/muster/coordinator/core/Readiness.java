package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions.Items;
import dev.muster.common.definition.Expressions.Resolved;
import java.util.ArrayDeque;
import java.util.Deque;

/// Carries the end of one task to those that depend on it.
///
/// A task is skipped when its condition is false, or when it has dependencies and every one of them was skipped; it
/// is ready when all have settled and at least one was not skipped. So a branch not taken is skipped to its end, and
/// where branches join again the workflow goes on.
final class Readiness {
    private final Step step;
    private final Journal journal;
    private final Deque<TaskId> settled = new ArrayDeque<>();

    Readiness(Step step) {
        this.step = step;
        this.journal = step.journal();
    }

    /// Others no longer wait for the task: it completed, was skipped, or failed and was allowed to.
    void settle(TaskId task) {
        settled.add(task);
        propagate();
    }

    /// Looks at a task that may have all it waits for.
    void consider(TaskId task) {
        weigh(task);
        propagate();
    }

    private void propagate() {
        for (var task = settled.poll(); task != null; task = settled.poll()) {
            var skipped = journal.task(task).state() == TaskState.SKIPPED;
            for (var dependent : journal.plan().dependents(task)) {
                arrive(dependent, skipped);
            }
        }
    }

    /// While a workflow stops for a failure the arrival is noted all the same: a retry goes on from there.
    private void arrive(TaskId dependent, boolean skipped) {
        var ending = journal.header().outcome().ending();
        if (ending == null || ending == Header.Ending.FAIL) {
            journal.record(new WorkflowEvent.DependencySettled(dependent, skipped));
            weigh(dependent);
        }
    }

    private void weigh(TaskId task) {
        var row = journal.task(task);
        var all = journal.plan().dependencies(task).size();
        if (!journal.isForward() || row.state() != TaskState.PENDING || row.arrivals().settled() < all) {
            return;
        }
        if (all > 0 && row.arrivals().skipped() == all) {
            skip(task);
        } else {
            evaluate(task);
        }
    }

    private void evaluate(TaskId task) {
        var scope = new TaskScope(journal.plan(), journal.rows(), task);
        switch (journal.plan().expressions().condition(task, scope)) {
            case Resolved.Failed<Boolean> failed -> failToEvaluate(task, failed.message());
            case Resolved.Value<Boolean> value when !value.value() -> skip(task);
            case Resolved.Value<Boolean> value when journal.plan().isGroup(task) -> expand(task, scope);
            case Resolved.Value<Boolean> value ->
                journal.record(new WorkflowEvent.TaskQueued(task, Phase.RUN));
        }
    }

    private void expand(TaskId task, TaskScope scope) {
        switch (journal.plan().expressions().items(task, scope)) {
            case Resolved.Failed<Items> failed -> failToEvaluate(task, failed.message());
            case Resolved.Value<Items> value -> {
                journal.record(new WorkflowEvent.TaskExpanded(task, value.value()));
                if (value.value().size() == 0) {
                    journal.record(new WorkflowEvent.GroupCompleted(task));
                    settled.add(task);
                } else {
                    journal.record(new WorkflowEvent.TaskQueued(task, Phase.RUN));
                }
            }
        }
    }

    private void skip(TaskId task) {
        journal.record(new WorkflowEvent.TaskSkipped(task));
        settled.add(task);
    }

    private void failToEvaluate(TaskId task, String message) {
        step.stopping().fail(task, new Failure(Failure.EXPRESSION_FAILED, message), false);
    }
}
