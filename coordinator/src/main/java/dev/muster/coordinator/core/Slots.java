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
            publish(head.child(journal.group(head).next()), phase);
        } else {
            var child = head.child(journal.group(head).undoNext());
            if (journal.task(child).undo().owes()) {
                publish(child, phase);
            } else {
                journal.record(new WorkflowEvent.ChildPassedOver(child));
                step.unwinding().groupMoved(head);
            }
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
                var isFreshCompensation = phase == Phase.COMPENSATE && row.state() != TaskState.COMPENSATING;
                journal.record(new WorkflowEvent.TaskDispatched(task, row.attempt().number() + 1,
                        isFreshCompensation ? 1 : row.attempt().tries() + 1, undoes, value.value(),
                        undoes == 0 ? null : journal.rows().output(task, undoes),
                        row.attempt().tries() == 0 ? budgetEnds : null));
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

    private @Nullable Instant budgetEnds(TaskRow row) {
        var budget = journal.plan().task(row.id()).attempts().budget();
        var startedAt = row.span().startedAt() == null ? journal.now() : row.span().startedAt();
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
