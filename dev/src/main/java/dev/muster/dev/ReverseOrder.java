package dev.muster.dev;

import dev.muster.coordinator.port.WorkflowView;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Watches that a rollback takes nothing away before everything that was built on it: in no view is a task being
/// undone, or undone, while a task that depends on it is still to be undone.
/// @param dependsOn of each task, the tasks it depends on
record ReverseOrder(Map<String, List<String>> dependsOn) {
    private static final Set<String> BEGUN = Set.of("COMPENSATING", "ROLLED_BACK");
    private static final Set<String> NOT_YET_UNDONE = Set.of("RUNNING", "DISPATCHED", "COMPLETED",
            "COMPENSATING");

    /// @throws DemoFailedException if the view shows the wrong order
    void check(WorkflowView view) {
        if (!view.status().startsWith("ROLL") || view.tasks() == null) {
            return;
        }
        var tasks = view.tasks();
        dependsOn.forEach((later, earlier) -> earlier.forEach(task -> {
            if (is(tasks, task, BEGUN) && is(tasks, later, NOT_YET_UNDONE)) {
                throw new DemoFailedException(
                        "task " + task + " was rolled back before " + later + ", which depends on it");
            }
        }));
    }

    private static boolean is(Map<String, WorkflowView.Task> tasks, String id, Set<String> statuses) {
        var task = tasks.get(id);
        return task != null && statuses.contains(task.status());
    }
}
