package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/// The stored form of rows that lie together: each with its key, in which the workflow's id is left out.
final class SheafForm {
    private static final int VERSION = 1;

    private SheafForm() {}

    static byte[] write(WorkflowId id, Map<Bytes, byte[]> rows) {
        var form = new FormWriter(VERSION).number(rows.size());
        rows.forEach((key, row) -> form.bytes(RowKey.within(id, key)).bytes(row));
        return form.bytes();
    }

    static Map<Bytes, byte[]> read(WorkflowId id, byte[] bytes) {
        var form = new FormReader("sheaf", VERSION, bytes);
        var rows = new LinkedHashMap<Bytes, byte[]>();
        for (int left = form.count(); left > 0; left--) {
            rows.put(RowKey.whole(id, form.bytes()), form.bytes());
        }
        return rows;
    }
}
