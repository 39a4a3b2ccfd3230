package dev.muster.coordinator.core;

import dev.muster.common.TaskId;

/// What is remembered of the children of a `forEach` task as a whole, beside the task's own row.
///
/// Children are started in the order of their items and undone in the opposite order; both are pointers, so a
/// child costs the same however many there are.
/// @param size how many children there are
/// @param next index of the child to start next
/// @param active children that are live
/// @param ended children that ended, by outcome
/// @param queued the group stands in the workflow's queue
/// @param undoNext index of the child to undo next, going down; -1 when all have been looked at
public record GroupRow(TaskId id, int size, int next, int active, Ended ended, boolean queued, int undoNext) {
    /// @param failed of those that may not fail
    public record Ended(int completed, int failed) {}

    static GroupRow of(TaskId id, int size) {
        return new GroupRow(id, size, 0, 0, new Ended(0, 0), false, size - 1);
    }

    boolean isExhausted() {
        return next == size;
    }

    GroupRow startedOne() {
        return new GroupRow(id, size, next + 1, active + 1, ended, queued, undoNext);
    }

    GroupRow activated(int by) {
        return new GroupRow(id, size, next, active + by, ended, queued, undoNext);
    }

    GroupRow with(Ended newEnded) {
        return new GroupRow(id, size, next, active, newEnded, queued, undoNext);
    }

    GroupRow queued(boolean isQueued) {
        return new GroupRow(id, size, next, active, ended, isQueued, undoNext);
    }

    GroupRow undoFrom(int index) {
        return new GroupRow(id, size, next, active, ended, queued, index);
    }
}
