package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.common.WorkerId;
import dev.muster.coordinator.core.Arrivals;
import dev.muster.coordinator.core.Attempt;
import dev.muster.coordinator.core.Attempt.Stage;
import dev.muster.coordinator.core.TaskRow;
import dev.muster.coordinator.core.TaskState;
import dev.muster.coordinator.core.Undo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stored form of a task's row.
final class TaskForm {
    private static final int VERSION = 1;
    private static final Codes<TaskState> STATES = Codes.of(TaskState.class,
            List.of(TaskState.PENDING, TaskState.QUEUED, TaskState.DISPATCHED, TaskState.RUNNING,
                    TaskState.BACKING_OFF, TaskState.COMPLETED, TaskState.FAILED, TaskState.SKIPPED,
                    TaskState.CANCELLED, TaskState.COMPENSATING, TaskState.ROLLED_BACK,
                    TaskState.COMPENSATION_FAILED));
    private static final Codes<Stage> STAGES = Codes.of(Stage.class,
            List.of(Stage.IDLE, Stage.QUEUED, Stage.DISPATCHED, Stage.RUNNING, Stage.BACKING_OFF,
                    Stage.REQUESTED));

    private TaskForm() {}

    static byte[] write(TaskRow row) {
        var form = new FormWriter(VERSION).text(row.id().value()).number(STATES.of(row.state()))
                .number(row.arrivals().settled()).number(row.arrivals().skipped());
        var attempt = row.attempt();
        form.number(attempt.number()).number(attempt.tries()).number(STAGES.of(attempt.stage()))
                .optionalText(attempt.worker() == null ? null : attempt.worker().value())
                .instant(attempt.due())
                .flag(attempt.cancelled());
        form.instant(row.span().startedAt()).instant(row.span().endedAt());
        FailureForm.write(form, row.failure());
        var undo = row.undo();
        return form.number(undo.accepted()).number(undo.runs()).numbers(undo.owed()).numbers(undo.undone())
                .number(undo.awaited()).flag(undo.unwound()).bytes();
    }

    static TaskRow read(byte[] bytes) {
        var form = new FormReader("task", VERSION, bytes);
        var id = new TaskId(form.text());
        var state = STATES.constant(form.count());
        var arrivals = new Arrivals(form.count(), form.count());
        var attempt = new Attempt(form.count(), form.count(), STAGES.constant(form.count()),
                worker(form.optionalText()), form.instant(), form.flag());
        var span = new TaskRow.Span(form.instant(), form.instant());
        var failure = FailureForm.read(form);
        var undo = new Undo(form.count(), form.count(), form.numbers(), form.numbers(), form.count(),
                form.flag());
        return new TaskRow(id, state, arrivals, attempt, span, failure, undo);
    }

    private static @Nullable WorkerId worker(@Nullable String value) {
        return value == null ? null : new WorkerId(value);
    }
}
