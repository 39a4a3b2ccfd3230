package dev.muster.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became different between two looks at a workflow, in the order in which it may have happened: on the way
/// forward tasks in the order of their ends; on the way back in the reverse, which is an order of compensations that
/// respects the dependencies.
final class Changes {
    private static final Set<String> UNDONE = Set.of("ROLLED_BACK", "COMPENSATION_FAILED");
    /// Passed through on the way to a worker; of no interest by themselves.
    private static final Set<String> QUIET = Set.of("PENDING", "QUEUED", "DISPATCHED");

    /// @param subject a task, or the workflow itself if empty
    /// @param detail what else is to be said; may be empty
    record Change(String subject, String status, String detail) {}

    private Changes() {}

    /// @param before null at the first look
    static List<Change> between(@Nullable Snapshot before, Snapshot after) {
        var own = before == null || !before.status().equals(after.status())
                ? List.of(new Change("", after.status(), ""))
                : List.<Change>of();
        var changed = after.tasks().entrySet().stream().filter(entry -> isNews(before, entry)).toList();
        var byEnd = Comparator
                .comparing((Map.Entry<String, Snapshot.Task> entry) -> entry.getValue().endedAt());
        var changes = new ArrayList<Change>();
        if (!after.hasEnded() && !isGoingBack(after)) {
            changes.addAll(own);
        }
        changed.stream().filter(entry -> step(entry.getValue()) == Step.ENDED).sorted(byEnd)
                .map(Changes::change)
                .forEach(changes::add);
        changed.stream().filter(entry -> step(entry.getValue()) == Step.STARTED).map(Changes::change)
                .forEach(changes::add);
        if (isGoingBack(after)) {
            changes.addAll(own);
        }
        changed.stream().filter(entry -> step(entry.getValue()) == Step.UNDONE).sorted(byEnd.reversed())
                .map(Changes::change).forEach(changes::add);
        changed.stream().filter(entry -> step(entry.getValue()) == Step.UNDOING).sorted(byEnd.reversed())
                .map(Changes::change).forEach(changes::add);
        if (after.hasEnded()) {
            changes.addAll(own);
        }
        return changes;
    }

    private enum Step {
        ENDED, STARTED, UNDONE, UNDOING
    }

    private static Step step(Snapshot.Task task) {
        if (UNDONE.contains(task.status())) {
            return Step.UNDONE;
        }
        if (task.status().equals("COMPENSATING")) {
            return Step.UNDOING;
        }
        return task.endedAt().isEmpty() ? Step.STARTED : Step.ENDED;
    }

    private static boolean isGoingBack(Snapshot workflow) {
        return workflow.status().equals("ROLLING_BACK");
    }

    private static boolean isNews(@Nullable Snapshot before, Map.Entry<String, Snapshot.Task> entry) {
        var task = entry.getValue();
        var was = before == null ? null : before.tasks().get(entry.getKey());
        var again = was != null && was.attempts() != task.attempts() && task.status().equals("BACKING_OFF");
        return !QUIET.contains(task.status())
                && (was == null || !was.status().equals(task.status()) || again);
    }

    private static Change change(Map.Entry<String, Snapshot.Task> entry) {
        var task = entry.getValue();
        var detail = switch (task.status()) {
            case "RUNNING", "COMPENSATING" ->
                task.work() + (task.worker().isEmpty() ? "" : " on " + task.worker())
                        + (task.attempts() > 1 ? ", attempt " + task.attempts() : "");
            case "BACKING_OFF" -> "attempt " + task.attempts() + " failed: " + task.message();
            case "FAILED", "COMPENSATION_FAILED" -> task.message();
            default -> "";
        };
        return new Change(entry.getKey(), task.status(), detail);
    }
}
