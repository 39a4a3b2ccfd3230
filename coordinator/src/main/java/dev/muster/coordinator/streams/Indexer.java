package dev.muster.coordinator.streams;

import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/// Enters the workflows that were there when a partition was opened into its index, a few at each look: so a partition that
/// is taken over does not wait for it. Owned by the stream thread.
final class Indexer {
    static final Duration INTERVAL = Duration.ofMillis(500);
    /// At each look: some milliseconds.
    static final int HEADERS_AT_ONCE = 1_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final WorkflowIndex index;
    private Bytes next = RowKey.beforeHeaders();

    Indexer(KeyValueStore<Bytes, byte[]> store, WorkflowIndex index) {
        this.store = store;
        this.index = index;
    }

    /// Does the next part of its work, if there is any left.
    void look() {
        if (index.isComplete()) {
            return;
        }
        try (var headers = store.range(next, RowKey.afterHeaders())) {
            for (int looked = 0; headers.hasNext(); looked++) {
                if (looked == HEADERS_AT_ONCE) {
                    next = headers.peekNextKey();
                    return;
                }
                var header = HeaderForm.read(headers.next().value);
                index.add(header, new RowReader(store, header.id()).knownOrigin());
            }
        }
        index.complete();
    }
}
