package dev.muster.coordinator.core;

import dev.muster.common.Json;
import dev.muster.common.TaskId;
import dev.muster.common.definition.Expressions;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// What the expressions of one task may see of its workflow.
final class TaskScope implements Expressions.Scope {
    private final Plan plan;
    private final Rows rows;
    private final TaskId task;

    TaskScope(Plan plan, Rows rows, TaskId task) {
        this.plan = plan;
        this.rows = rows;
        this.task = task;
    }

    @Override
    public Json input() {
        return rows.input();
    }

    @Override
    public @Nullable Json output(TaskId of) {
        return plan.isGroup(of) ? collected(of) : accepted(of);
    }

    @Override
    public @Nullable Json item() {
        if (!task.isChild()) {
            return null;
        }
        var segment = rows.items(task.declared(), task.index() / Plan.SEGMENT);
        return segment == null
                ? new Json(Integer.toString(task.index()))
                : segment.get(task.index() % Plan.SEGMENT);
    }

    private @Nullable Json accepted(TaskId of) {
        var row = rows.task(of);
        return row == null || row.undo().accepted() == 0 ? null : rows.output(of, row.undo().accepted());
    }

    /// Put together when somebody asks for it: stored, a wide group's outputs might not fit into one record.
    private @Nullable Json collected(TaskId group) {
        var row = rows.group(group);
        if (row == null) {
            return null;
        }
        var list = new StringJoiner(",", "[", "]");
        for (int index = 0; index < row.size(); index++) {
            var output = accepted(group.child(index));
            list.add(output == null ? Json.NULL.text() : output.text());
        }
        return new Json(list.toString());
    }
}
