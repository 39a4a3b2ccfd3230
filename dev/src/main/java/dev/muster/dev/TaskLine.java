package dev.muster.dev;

import dev.muster.coordinator.port.WorkflowView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One task of a workflow in one line of text.
/// @param change differs when there is something new to say
record TaskLine(String task, String status, String change, String text) {
    static List<TaskLine> of(WorkflowView workflow) {
        var tasks = workflow.tasks() == null ? Map.<String, WorkflowView.Task>of() : workflow.tasks();
        return tasks.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue())).toList();
    }

    private static TaskLine of(String id, WorkflowView.Task task) {
        var text = "%-14s %-12s %s".formatted(id, task.status(), task.agent() + "." + task.action())
                + took(task.startedAt(), task.endedAt()) + attempts(task) + error(task);
        return new TaskLine(id, task.status(), task.status() + task.attempts(), text);
    }

    private static String took(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null
                ? ""
                : ", %.1f s".formatted(Duration.between(start, end).toMillis() / 1000.0);
    }

    private static String attempts(WorkflowView.Task task) {
        return task.attempts() > 1 ? ", attempt " + task.attempts() : "";
    }

    private static String error(WorkflowView.Task task) {
        return task.error() == null ? "" : ": " + task.error().message();
    }
}
