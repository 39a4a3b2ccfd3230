package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// One workflow's rows but its header, as bytes, however they lie in the store. As long as they are small they lie together
/// in a single row: most of what a row costs, in the store and on the log, it costs however small it is. That row is written
/// anew with every input; so rows that outgrow it lie each by itself from then on, and an input to a large workflow costs
/// what it does to a small one. A workflow that has a group of children counts as large at once. Has one owner.
final class Sheaf {
    /// Bytes of rows that lie together.
    static final int MOST = 2_000;

    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final WorkflowId id;
    /// Null until the store was looked at.
    private @Nullable Lying lying;

    private Sheaf(ReadOnlyKeyValueStore<Bytes, byte[]> store, WorkflowId id, @Nullable Lying lying) {
        this.store = store;
        this.id = id;
        this.lying = lying;
    }

    static Sheaf stored(ReadOnlyKeyValueStore<Bytes, byte[]> store, WorkflowId id) {
        return new Sheaf(store, id, null);
    }

    /// Of a workflow of which nothing is stored.
    static Sheaf empty(ReadOnlyKeyValueStore<Bytes, byte[]> store, WorkflowId id) {
        return new Sheaf(store, id, new Together(new LinkedHashMap<>()));
    }

    private sealed interface Lying permits Together, Apart {}

    private static final class Together implements Lying {
        private final Map<Bytes, byte[]> rows;
        private int size;
        private boolean isStored;
        private boolean isChanged;
        private boolean isWide;

        Together(Map<Bytes, byte[]> rows) {
            this.rows = rows;
            rows.forEach((key, row) -> size += size(key, row));
        }

        void put(Bytes key, byte @Nullable [] row) {
            var before = row == null ? rows.remove(key) : rows.put(key, row);
            size += size(key, row) - size(key, before);
            isChanged = true;
            isWide |= RowKey.isGroup(key);
        }

        boolean isOutgrown() {
            return isWide || size > MOST;
        }

        private static int size(Bytes key, byte @Nullable [] row) {
            return row == null ? 0 : key.get().length + row.length;
        }
    }

    private enum Apart implements Lying {
        APART
    }

    byte @Nullable [] get(Bytes key) {
        return switch (lying()) {
            case Together together -> together.rows.get(key);
            case Apart _ -> store.get(key);
        };
    }

    /// @param row null to remove it
    /// @param target the store; what lies together reaches it by [#flush]
    void put(Bytes key, byte @Nullable [] row, KeyValueStore<Bytes, byte[]> target) {
        switch (lying()) {
            case Together together -> together.put(key, row);
            case Apart _ -> target.put(key, row);
        }
    }

    void flush(KeyValueStore<Bytes, byte[]> target) {
        if (!(lying instanceof Together together) || !together.isChanged) {
            return;
        }
        if (together.isOutgrown()) {
            together.rows.forEach(target::put);
            if (together.isStored) {
                target.delete(RowKey.sheaf(id));
            }
            lying = Apart.APART;
        } else {
            target.put(RowKey.sheaf(id), SheafForm.write(id, together.rows));
            together.isStored = true;
            together.isChanged = false;
        }
    }

    /// How many bytes of memory it takes, roughly.
    int weight() {
        return lying instanceof Together together ? together.size : 0;
    }

    private Lying lying() {
        var known = lying;
        if (known == null) {
            known = look();
            lying = known;
        }
        return known;
    }

    private Lying look() {
        var stored = store.get(RowKey.sheaf(id));
        if (stored == null) {
            return Apart.APART;
        }
        var together = new Together(SheafForm.read(id, stored));
        together.isStored = true;
        return together;
    }
}
