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
                    ? group.undoFrom(Math.min(group.undoNext(), group.cursor().started() - 1))
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
        var given = moved(group, id, phase).activated(row.state().isLive() ? 0 : 1);
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

    /// Moves the group at the head past a child.
    void passOver(TaskId child, Phase phase) {
        var passed = moved(group(child.declared()), child, phase);
        rows.put(passed);
        if (!hasMore(passed, phase)) {
            drop(passed.id());
        }
    }

    boolean isNextOfGroupAtHead(TaskId id, Phase phase) {
        if (!id.isChild() || header().queue().isEmpty() || !atHead().equals(id.declared())) {
            return false;
        }
        var group = group(id.declared());
        return id.index() == (phase == Phase.RUN ? group.cursor().next() : group.undoNext());
    }

    private void rotate(GroupRow group, Phase phase) {
        var mayGiveMore = hasMore(group, phase) && group.active() < plan.atMost(group.id());
        if (mayGiveMore && header().queue().length() == 1) {
            return;
        }
        pop();
        rows.put(group.queued(false));
        if (mayGiveMore) {
            join(group.id(), phase);
        }
    }

    private static GroupRow moved(GroupRow group, TaskId child, Phase phase) {
        return phase == Phase.RUN ? group.past(child.index()) : group.undoFrom(child.index() - 1);
    }

    private static boolean hasMore(GroupRow group, Phase phase) {
        return phase == Phase.RUN ? !group.isExhausted() : group.undoNext() >= 0;
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
