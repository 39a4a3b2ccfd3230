package dev.muster.dev.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which workflows have ended, as the events tell it. Has one owner.
final class Endings {
    private static final Set<String> ENDS = Set.of("workflow.completed", "workflow.failed",
            "workflow.cancelled", "workflow.rolled_back", "workflow.rollback_failed");
    /// By these one that has ended goes on.
    private static final Set<String> REOPENS = Set.of("workflow.retried", "workflow.rollback_retried",
            "workflow.stopping");

    /// By these a task is awaited that nobody sees anywhere: it backs off.
    private static final Set<String> AWAITS = Set.of("task.retrying", "task.compensation_retrying");
    private static final Set<String> SETTLES = Set.of("task.completed", "task.failed", "task.cancelled",
            "task.compensated", "task.compensation_failed");

    private final Set<String> ended = new HashSet<>();
    private final Set<String> unwinding = new HashSet<>();
    private final Map<String, Set<String>> awaited = new HashMap<>();

    static boolean isEnd(String type) {
        return ENDS.contains(type);
    }

    static boolean reopens(String type) {
        return REOPENS.contains(type);
    }

    void hear(History.Told told) {
        var type = told.type();
        if (isEnd(type)) {
            ended.add(told.workflow());
        } else if (reopens(type)) {
            ended.remove(told.workflow());
        } else if (type.equals("workflow.rolling_back")) {
            unwinding.add(told.workflow());
        }
        if (AWAITS.contains(type)
                || (type.equals("task.late_success") && unwinding.contains(told.workflow()))) {
            awaited(told.workflow()).add(String.valueOf(told.task()));
        } else if (SETTLES.contains(type)) {
            awaited(told.workflow()).remove(String.valueOf(told.task()));
        }
    }

    void hear(History.Published published) {
        if (published.compensates()) {
            awaited(published.attempt().workflow()).add(published.attempt().task());
        }
    }

    private Set<String> awaited(String workflow) {
        return awaited.computeIfAbsent(workflow, absent -> new HashSet<>());
    }

    /// Whether they have ended, and nothing of them is still to be undone or made again.
    boolean has(Collection<String> workflows) {
        return ended.containsAll(workflows)
                && workflows.stream().allMatch(workflow -> awaited(workflow).isEmpty());
    }
}
