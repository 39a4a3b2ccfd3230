package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import dev.muster.coordinator.core.Decision.Refused;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Retries a failed workflow from its failed tasks, and a failed rollback from its failed compensations.
final class Revival {
    private final Step step;
    private final Journal journal;

    Revival(Step step) {
        this.step = step;
        this.journal = step.journal();
    }

    /// The refusal, or null.
    @Nullable
    Refused retry() {
        var header = journal.header();
        if (header.state() == WorkflowState.FAILED) {
            journal.record(new WorkflowEvent.WorkflowRetried(Commands.deadline(journal)));
            journal.plan().definition().tasks().keySet().forEach(this::revive);
        } else if (header.state().isEnded() && header.load().notUndone() > 0) {
            journal.record(new WorkflowEvent.RollbackRetried());
            forEachRow(this::reviveCompensation);
            step.unwinding().startOver();
        } else {
            return Commands.notAllowed(header, "retry");
        }
        step.proceed();
        return null;
    }

    private void revive(TaskId task) {
        step.readiness().consider(task);
        if (!journal.isForward() || !journal.isToRunAgain(task)) {
            return;
        }
        var wasPublished = journal.task(task).attempt().number() > 0;
        journal.record(new WorkflowEvent.TaskRevived(task));
        if (journal.rows().group(task) != null) {
            step.stopping().groupMoved(task);
        } else if (wasPublished) {
            journal.record(new WorkflowEvent.TaskQueued(task, Phase.RUN));
        } else {
            // Its condition or items may be what failed.
            step.readiness().consider(task);
        }
    }

    private void reviveCompensation(TaskId task) {
        if (journal.task(task).state() == TaskState.COMPENSATION_FAILED) {
            journal.record(new WorkflowEvent.CompensationRevived(task));
        }
    }

    private void forEachRow(Consumer<TaskId> action) {
        for (var task : journal.plan().definition().tasks().keySet()) {
            action.accept(task);
            var group = journal.rows().group(task);
            for (int index = 0; group != null && index < group.cursor().started(); index++) {
                action.accept(task.child(index));
            }
        }
    }
}
