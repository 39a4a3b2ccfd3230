package dev.muster.coordinator.streams;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.OnFailure;
import dev.muster.coordinator.core.Failure;
import dev.muster.coordinator.core.Header;
import dev.muster.coordinator.core.Plan;
import dev.muster.coordinator.core.TaskRow;
import dev.muster.coordinator.core.TaskState;
import dev.muster.coordinator.port.WorkflowView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tasks of one workflow as users see them, within bounds. Has one owner.
final class TaskViews {
    /// How many children of all `forEach` tasks are shown.
    static final int MOST_CHILDREN = 1_000;
    /// Characters of outputs in one view; what goes beyond is left out.
    static final int MOST_OUTPUT = 4_000_000;
    static final int MOST_ERRORS = 100;

    private final RowReader reader;
    private final Header header;
    private final Plan plan;
    private final Map<String, WorkflowView.Task> tasks = new LinkedHashMap<>();
    private final Map<String, Json> results = new LinkedHashMap<>();
    private final List<WorkflowView.Failure> errors = new ArrayList<>();
    private int children;
    private int characters;

    private TaskViews(RowReader reader, Header header, Plan plan) {
        this.reader = reader;
        this.header = header;
        this.plan = plan;
    }

    static TaskViews of(RowReader reader, Header header, Plan plan) {
        var views = new TaskViews(reader, header, plan);
        plan.definition().tasks().keySet().forEach(views::addDeclared);
        views.addOwnFailure();
        return views;
    }

    Map<String, WorkflowView.Task> tasks() {
        return tasks;
    }

    /// Outputs of the definition's tasks that completed.
    Map<String, Json> results() {
        return results;
    }

    List<WorkflowView.Failure> errors() {
        return errors;
    }

    private void addDeclared(TaskId task) {
        var group = reader.group(task);
        add(task);
        for (int index = 0; group != null && index < group.cursor().started()
                && children < MOST_CHILDREN; index++) {
            children++;
            add(task.child(index));
        }
    }

    private void add(TaskId task) {
        var stored = reader.task(task);
        var row = stored == null ? TaskRow.absent(task) : stored;
        var work = plan.task(task).work();
        var output = output(row);
        var failure = row.failure();
        var worker = row.attempt().worker();
        tasks.put(task.value(),
                new WorkflowView.Task(status(row), work.agent().value(), work.action().value(),
                        row.attempt().number(), worker == null ? null : worker.value(),
                        row.span().startedAt(),
                        row.span().endedAt(), output, failure == null ? null : told(task, failure)));
        if (output != null && !task.isChild()) {
            results.put(task.value(), output);
        }
        var isFailed = row.state() == TaskState.FAILED || row.state() == TaskState.COMPENSATION_FAILED;
        if (failure != null && isFailed && errors.size() < MOST_ERRORS) {
            errors.add(told(task, failure));
        }
    }

    private void addOwnFailure() {
        var failure = header.outcome().failure();
        var isOfTask = failure != null && errors.stream()
                .anyMatch(error -> error.code().equals(failure.code())
                        && error.message().equals(failure.message()));
        if (failure != null && !isOfTask) {
            errors.add(new WorkflowView.Failure(null, failure.code(), failure.message()));
        }
    }

    /// A task that was never reached has no row; once the workflow has ended it never will be.
    private String status(TaskRow row) {
        if (row.state() != TaskState.PENDING || !header.state().isEnded()) {
            return row.state().name();
        }
        var goesOn = plan.definition().policy().onFailure() == OnFailure.CONTINUE;
        return (goesOn ? TaskState.SKIPPED : TaskState.CANCELLED).name();
    }

    private @Nullable Json output(TaskRow row) {
        var accepted = row.undo().accepted();
        var output = accepted == 0 ? null : reader.output(row.id(), accepted);
        if (output == null || characters + output.text().length() > MOST_OUTPUT) {
            return null;
        }
        characters += output.text().length();
        return output;
    }

    private static WorkflowView.Failure told(TaskId task, Failure failure) {
        return new WorkflowView.Failure(task.value(), failure.code(), failure.message());
    }
}
