package dev.muster.dev;

import java.util.List;
import java.util.Map;

/// What the order of a rollback must be: nothing is taken away before everything that was built on it.
/// @param dependsOn of each task, the tasks it depends on
record ReverseOrder(Map<String, List<String>> dependsOn) {
    /// @param undone the tasks in the order in which they were undone; a child of a `forEach` task as `task[index]`
    /// @throws DemoFailedException if a task was undone before one that depends on it
    void check(List<String> undone) {
        var declared = undone.stream().map(task -> task.replaceFirst("\\[.*", "")).toList();
        dependsOn.forEach((later, earlier) -> earlier.forEach(task -> {
            var first = declared.indexOf(task);
            if (first >= 0 && declared.lastIndexOf(later) > first) {
                throw new DemoFailedException(
                        "task " + task + " was rolled back before " + later + ", which depends on it");
            }
        }));
    }
}
