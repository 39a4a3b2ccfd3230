package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/// The rows of those workflows that had an input last, as the store has them: the next input of a workflow comes soon after
/// the one before, and finds what it needs read and decoded. What is new is written through. Nobody else writes to these
/// rows; whatever makes the store go back, such as an aborted transaction, opens the partition anew. Owned by the stream
/// thread.
final class RecentRows {
    private final KeyValueStore<Bytes, byte[]> store;
    private final long most;
    /// That which was used last comes last.
    private final Map<WorkflowId, StoredRows> byWorkflow = new LinkedHashMap<>();
    private long weight;

    /// @param most bytes of memory that they may take, roughly
    RecentRows(KeyValueStore<Bytes, byte[]> store, long most) {
        this.store = store;
        this.most = most;
    }

    /// Hands out the workflow's rows. To be given back by [#keep], or they are read anew the next time.
    StoredRows take(WorkflowId workflow) {
        var known = byWorkflow.remove(workflow);
        if (known == null) {
            return new StoredRows(store, workflow);
        }
        weight -= known.weight();
        return known;
    }

    /// One that is wide makes no room at the cost of all others. One that has ended seldom goes on.
    /// @param rows that are as the store has them
    void keep(StoredRows rows) {
        var header = rows.header();
        if (header == null || header.state().isEnded() || rows.weight() > most / 8) {
            return;
        }
        byWorkflow.put(rows.id(), rows);
        weight += rows.weight();
        var eldest = byWorkflow.values().iterator();
        while (weight > most) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }

    /// Of all that are kept.
    long weight() {
        return weight;
    }
}
