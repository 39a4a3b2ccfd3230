package dev.muster.coordinator.core;

import dev.muster.common.TaskId;

/// What is remembered of the children of a `forEach` task as a whole, beside the task's own row.
///
/// Children are started in the order of their items and undone in the opposite order; both are pointers, so a
/// child costs the same however many there are.
/// @param size how many children there are
/// @param active children that are live
/// @param ended children that ended, by outcome
/// @param queued the group stands in the workflow's queue
/// @param undoNext index of the child to undo next, going down; -1 when all have been looked at
public record GroupRow(TaskId id, int size, Cursor cursor, int active, Ended ended, boolean queued,
        int undoNext) {
    /// @param next index of the child to start next; goes back to 0 with an operator's retry
    /// @param started how many children ever were: those with lower indices may have a row
    public record Cursor(int next, int started) {}

    /// @param failed of those that may not fail
    public record Ended(int completed, int failed) {}

    static GroupRow of(TaskId id, int size) {
        return new GroupRow(id, size, new Cursor(0, 0), 0, new Ended(0, 0), false, size - 1);
    }

    boolean isExhausted() {
        return cursor.next == size;
    }

    /// The cursor moves past a child.
    GroupRow past(int index) {
        return with(new Cursor(index + 1, Math.max(cursor.started, index + 1)));
    }

    /// All children are looked at again; those that failed may run again.
    GroupRow fromTheStart() {
        return with(new Cursor(0, cursor.started)).with(new Ended(ended.completed, 0));
    }

    GroupRow activated(int by) {
        return new GroupRow(id, size, cursor, active + by, ended, queued, undoNext);
    }

    GroupRow with(Cursor newCursor) {
        return new GroupRow(id, size, newCursor, active, ended, queued, undoNext);
    }

    GroupRow with(Ended newEnded) {
        return new GroupRow(id, size, cursor, active, newEnded, queued, undoNext);
    }

    GroupRow queued(boolean isQueued) {
        return new GroupRow(id, size, cursor, active, ended, isQueued, undoNext);
    }

    GroupRow undoFrom(int index) {
        return new GroupRow(id, size, cursor, active, ended, queued, index);
    }
}
