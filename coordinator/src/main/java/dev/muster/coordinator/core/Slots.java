package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions.Resolved;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Publishes waiting tasks while the workflow's bound on parallel tasks leaves a slot free.
final class Slots {
    /// How many attempts one decision publishes at most; the rest follows in further steps, so that a wide fan-out
    /// neither makes a giant transaction nor holds up other workflows.
    static final int PER_STEP = 500;
    /// Characters of a resolved input: a record must fit the broker's default limit of a million bytes.
    static final int LARGEST_INPUT = 900_000;

    private final Step step;
    private final Journal journal;

    Slots(Step step) {
        this.step = step;
        this.journal = step.journal();
    }

    void fill() {
        for (int published = 0; mayPublish(); published++) {
            if (published == PER_STEP) {
                journal.record(new WorkflowEvent.ContinuationNeeded());
                return;
            }
            publishNext();
        }
    }

    private boolean mayPublish() {
        var header = journal.header();
        var isOpen = header.outcome().ending() == null
                ? header.state() == WorkflowState.RUNNING
                : header.outcome().unwinding();
        return isOpen && !header.queue().isEmpty()
                && header.load().active() < journal.plan().definition().policy().maxParallelTasks();
    }

    private void publishNext() {
        var head = journal.atHead();
        var phase = journal.isUnwinding() ? Phase.COMPENSATE : Phase.RUN;
        if (!journal.plan().isGroup(head)) {
            publish(head, phase);
        } else if (phase == Phase.RUN) {
            runNextOf(head);
        } else {
            undoNextOf(head);
        }
    }

    private void runNextOf(TaskId group) {
        var child = group.child(journal.group(group).cursor().next());
        if (journal.task(child).state() == TaskState.PENDING || journal.isToRunAgain(child)) {
            publish(child, Phase.RUN);
        } else {
            journal.record(new WorkflowEvent.ChildPassedOver(child, Phase.RUN));
            step.stopping().groupMoved(group);
        }
    }

    private void undoNextOf(TaskId group) {
        var child = group.child(journal.group(group).undoNext());
        // One whose late success is being undone already needs no second turn.
        if (journal.task(child).undo().owes() && !journal.task(child).state().isLive()) {
            publish(child, Phase.COMPENSATE);
        } else {
            journal.record(new WorkflowEvent.ChildPassedOver(child, Phase.COMPENSATE));
            step.unwinding().groupMoved(group);
        }
    }

    private void publish(TaskId task, Phase phase) {
        var row = journal.task(task);
        var budgetEnds = phase == Phase.RUN ? budgetEnds(row) : null;
        if (budgetEnds != null && !budgetEnds.isAfter(journal.now())) {
            giveUp(task, phase, Timers.budgetExceeded());
            return;
        }
        switch (input(task, phase)) {
            case Resolved.Failed<Json> failed -> giveUp(task, phase,
                    new Failure(Failure.EXPRESSION_FAILED, failed.message()));
            case Resolved.Value<Json> value when value.value().text().length() > LARGEST_INPUT ->
                giveUp(task, phase,
                        new Failure(Failure.INPUT_TOO_LARGE, "the input has " + value.value().text().length()
                                + " characters, at most " + LARGEST_INPUT + " are allowed"));
            case Resolved.Value<Json> value -> {
                var undoes = phase == Phase.RUN ? 0 : row.undo().nextOwed();
                var tries = isFresh(row, phase) ? 0 : row.attempt().tries();
                var payload = new WorkflowEvent.Payload(value.value(),
                        undoes == 0 ? null : journal.rows().output(task, undoes));
                journal.record(
                        new WorkflowEvent.TaskDispatched(task, row.attempt().number() + 1, tries + 1, undoes,
                                payload, tries == 0 ? budgetEnds : null, journal.isGated(task, phase)));
            }
        }
    }

    private Resolved<Json> input(TaskId task, Phase phase) {
        var scope = new TaskScope(journal.plan(), journal.rows(), task);
        var expressions = journal.plan().expressions();
        return phase == Phase.RUN
                ? expressions.input(task, scope)
                : expressions.compensationInput(task, scope);
    }

    /// Whether it is the first try of its phase, as its group gives the child out: a task of its own was made fresh
    /// when it was queued.
    private static boolean isFresh(TaskRow row, Phase phase) {
        return phase == Phase.RUN ? !row.state().isLive() : row.state() != TaskState.COMPENSATING;
    }

    private @Nullable Instant budgetEnds(TaskRow row) {
        var budget = journal.plan().task(row.id()).attempts().budget();
        var startedAt = isFresh(row, Phase.RUN) || row.span().startedAt() == null
                ? journal.now()
                : row.span().startedAt();
        return budget == null ? null : startedAt.plus(budget);
    }

    private void giveUp(TaskId task, Phase phase, Failure failure) {
        if (phase == Phase.RUN) {
            step.stopping().fail(task, failure, false);
        } else {
            step.unwinding().giveUp(task, failure);
        }
    }
}
