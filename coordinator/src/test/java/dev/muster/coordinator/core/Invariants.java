package dev.muster.coordinator.core;

import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/// What must be true of a workflow's rows after every input: the header's counts are the rows' counts.
final class Invariants {
    private Invariants() {}

    static void check(Plan plan, InMemoryRows rows) {
        var header = Objects.requireNonNull(rows.header());
        var load = header.load();
        assertThat(load.live()).as("live").isEqualTo(count(rows, row -> row.state().isLive()));
        assertThat(load.active()).as("active").isEqualTo(count(rows, row -> row.attempt().isInFlight()));
        assertThat(load.notUndone()).as("not undone")
                .isEqualTo(count(rows, row -> row.state() == TaskState.COMPENSATION_FAILED));
        assertThat(load.unwound()).as("unwound").isEqualTo(count(rows, row -> row.undo().unwound()));
        assertThat(header.progress().failed()).as("failed")
                .isEqualTo(count(rows, row -> row.state() == TaskState.FAILED));
        assertThat(load.active()).as("parallel tasks")
                .isLessThanOrEqualTo(plan.definition().policy().maxParallelTasks());
        checkQueue(header, rows);
        rows.groups.values().forEach(group -> checkGroup(plan, group, rows));
    }

    private static void checkQueue(Header header, InMemoryRows rows) {
        var queue = header.queue();
        assertThat((long) rows.queue.size()).as("queue rows").isEqualTo(queue.length());
        for (long place = queue.head(); place < queue.tail(); place++) {
            var id = Objects.requireNonNull(rows.queue.get(place), "a gap in the queue");
            var group = rows.groups.get(id);
            var row = Objects.requireNonNull(rows.tasks.get(id));
            assertThat(group == null ? row.attempt().stage() == Attempt.Stage.QUEUED : group.queued())
                    .as(id + " knows that it is queued").isTrue();
        }
        var known = count(rows, row -> row.attempt().stage() == Attempt.Stage.QUEUED)
                + (int) rows.groups.values().stream().filter(GroupRow::queued).count();
        assertThat(known).as("tasks that take themselves for queued").isEqualTo((int) queue.length());
    }

    private static void checkGroup(Plan plan, GroupRow group, InMemoryRows rows) {
        var active = count(rows, row -> row.id().isChild() && row.id().declared().equals(group.id())
                && row.state().isLive());
        assertThat(group.active()).as("active children of " + group.id()).isEqualTo(active);
        assertThat(group.next()).as("children started of " + group.id()).isLessThanOrEqualTo(group.size());
    }

    private static int count(InMemoryRows rows, java.util.function.Predicate<TaskRow> what) {
        return (int) rows.tasks.values().stream().filter(what).count();
    }
}
