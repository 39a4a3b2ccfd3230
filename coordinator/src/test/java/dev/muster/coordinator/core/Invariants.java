package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// What must be true of a workflow's rows after every input: the header's counts are the rows' counts.
final class Invariants {
    private final Plan plan;
    private final InMemoryRows rows;
    private final Header header;
    private final Map<TaskId, Integer> liveChildren = new HashMap<>();
    private int live;
    private int active;
    private int queued;
    private int failed;
    private int notUndone;
    private int unwound;

    private Invariants(Plan plan, InMemoryRows rows) {
        this.plan = plan;
        this.rows = rows;
        this.header = Objects.requireNonNull(rows.header());
    }

    static void check(Plan plan, InMemoryRows rows) {
        var invariants = new Invariants(plan, rows);
        rows.tasks.values().forEach(invariants::count);
        invariants.compare();
    }

    private void count(TaskRow row) {
        if (row.state().isLive()) {
            live++;
            if (row.id().isChild()) {
                liveChildren.merge(row.id().declared(), 1, Integer::sum);
            }
        }
        active += row.attempt().isInFlight() ? 1 : 0;
        queued += row.attempt().stage() == Attempt.Stage.QUEUED ? 1 : 0;
        failed += row.state() == TaskState.FAILED ? 1 : 0;
        notUndone += row.state() == TaskState.COMPENSATION_FAILED ? 1 : 0;
        unwound += row.undo().unwound() ? 1 : 0;
    }

    private void compare() {
        var load = header.load();
        same("live", load.live(), live);
        same("active", load.active(), active);
        same("not undone", load.notUndone(), notUndone);
        same("unwound", load.unwound(), unwound);
        // Once it unwinds, a failed task whose success came late is no longer FAILED.
        if (!header.outcome().unwinding()) {
            same("failed", header.progress().failed(), failed);
        }
        hold("no more parallel tasks than allowed", active <= plan.definition().policy().maxParallelTasks());
        rows.groups.values().forEach(this::compare);
        compareQueue();
    }

    private void compare(GroupRow group) {
        same("live children of " + group.id(), group.active(), liveChildren.getOrDefault(group.id(), 0));
        hold("no more children of " + group.id() + " than items", group.cursor().started() <= group.size());
        if (header.outcome().ending() == null) {
            hold("no more children of " + group.id() + " at once than allowed",
                    group.active() <= plan.atMost(group.id()));
        }
        queued += group.queued() ? 1 : 0;
    }

    private void compareQueue() {
        var queue = header.queue();
        same("queue rows", (int) queue.length(), rows.queue.size());
        same("tasks that take themselves for queued", (int) queue.length(), queued);
        for (long place = queue.head(); place < queue.tail(); place++) {
            hold("no gap in the queue", rows.queue.containsKey(place));
        }
    }

    private static void same(String what, int expected, int actual) {
        if (expected != actual) {
            throw new AssertionError(
                    what + ": the header or group says " + expected + ", the rows " + actual);
        }
    }

    private static void hold(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError("does not hold: " + what);
        }
    }
}
