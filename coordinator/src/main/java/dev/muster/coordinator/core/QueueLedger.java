package dev.muster.coordinator.core;

import dev.muster.common.TaskId;
import dev.muster.coordinator.core.Header.Queue;
import java.util.Objects;

/// Keeps the queue of the tasks that wait for a slot of their workflow, for [TaskLedger].
///
/// A group stands in it in place of its children. Each time it is at the head it gives one child and goes to the end,
/// so that a wide group does not hold up its neighbours; alone in the queue it stays where it is.
final class QueueLedger {
    private final Plan plan;
    private final Rows rows;

    QueueLedger(Plan plan, Rows rows) {
        this.plan = plan;
        this.rows = rows;
    }

    void join(TaskId id, Phase phase) {
        if (plan.isGroup(id)) {
            var group = group(id).queued(true);
            rows.put(phase == Phase.COMPENSATE
                    ? group.undoFrom(Math.min(group.undoNext(), group.next() - 1))
                    : group);
        }
        var queue = header().queue();
        rows.putQueued(queue.tail(), id);
        rows.put(header().with(new Queue(queue.head(), queue.tail() + 1)));
    }

    /// Takes a task from the head, or the child that the group at the head is to give next.
    void take(TaskRow row, Phase phase) {
        var id = row.id();
        var head = atHead();
        if (head.equals(id)) {
            pop();
            return;
        }
        var group = group(id.declared());
        var given = phase == Phase.RUN
                ? group.startedOne()
                : group.undoFrom(id.index() - 1).activated(row.state().isLive() ? 0 : 1);
        rows.put(given);
        rotate(given, phase);
    }

    /// Takes a task or group from the head, unserved.
    void drop(TaskId id) {
        if (!atHead().equals(id)) {
            throw new IllegalStateException("task " + id + " is not at the head of the queue");
        }
        pop();
        if (plan.isGroup(id)) {
            rows.put(group(id).queued(false));
        }
    }

    void passOver(TaskId child) {
        var passed = group(child.declared()).undoFrom(child.index() - 1);
        rows.put(passed);
        if (passed.queued() && passed.undoNext() < 0) {
            drop(passed.id());
        }
    }

    boolean isNextOfGroupAtHead(TaskId id, Phase phase) {
        if (!id.isChild() || header().queue().isEmpty() || !atHead().equals(id.declared())) {
            return false;
        }
        var group = group(id.declared());
        return id.index() == (phase == Phase.RUN ? group.next() : group.undoNext());
    }

    private void rotate(GroupRow group, Phase phase) {
        var hasMore = phase == Phase.RUN ? !group.isExhausted() : group.undoNext() >= 0;
        var mayGiveMore = hasMore && group.active() < plan.atMost(group.id());
        if (mayGiveMore && header().queue().length() == 1) {
            return;
        }
        pop();
        rows.put(group.queued(false));
        if (mayGiveMore) {
            join(group.id(), phase);
        }
    }

    private void pop() {
        var queue = header().queue();
        rows.removeQueued(queue.head());
        rows.put(header().with(new Queue(queue.head() + 1, queue.tail())));
    }

    private TaskId atHead() {
        return Objects.requireNonNull(rows.queued(header().queue().head()), "the queue is not empty");
    }

    private GroupRow group(TaskId id) {
        return Objects.requireNonNull(rows.group(id), "the group is expanded");
    }

    private Header header() {
        return Objects.requireNonNull(rows.header(), "the workflow has started");
    }
}
