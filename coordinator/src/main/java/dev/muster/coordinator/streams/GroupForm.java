package dev.muster.coordinator.streams;

import dev.muster.common.TaskId;
import dev.muster.coordinator.core.GroupRow;

/// The stored form of the row that a `forEach` task has for its children.
final class GroupForm {
    private static final int VERSION = 1;

    private GroupForm() {}

    static byte[] write(GroupRow row) {
        return new FormWriter(VERSION).text(row.id().value()).number(row.size()).number(row.cursor().next())
                .number(row.cursor().started())
                .number(row.active())
                .number(row.ended().completed()).number(row.ended().failed()).flag(row.queued())
                // It goes down to -1.
                .number(row.undoNext() + 1L).bytes();
    }

    static GroupRow read(byte[] bytes) {
        var form = new FormReader("group", VERSION, bytes);
        return new GroupRow(new TaskId(form.text()), form.count(),
                new GroupRow.Cursor(form.count(), form.count()), form.count(),
                new GroupRow.Ended(form.count(), form.count()), form.flag(), form.count() - 1);
    }
}
