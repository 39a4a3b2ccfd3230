package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Forgets the workflows of one partition that ended long ago. It goes through all headers, over and over, a few at each look:
/// so workflows cost nothing for being forgotten one day, neither a timer nor a row. A workflow's header goes first, and with
/// it the workflow; where there are many other rows, they follow in slices. Owned by the stream thread.
final class Sweeper {
    static final Duration INTERVAL = Duration.ofSeconds(1);
    /// At each look: some milliseconds, and a million workflows in some 17 minutes.
    static final int HEADERS_AT_ONCE = 1_000;
    static final int ROWS_AT_ONCE = 2_000;
    private static final byte[] PRESENT = {};

    private final KeyValueStore<Bytes, byte[]> store;
    private final Roll roll;
    private final @Nullable Duration kept;
    /// Forgotten workflows of which there are rows left.
    private final Set<WorkflowId> remnants = new LinkedHashSet<>();
    private Bytes next = RowKey.beforeHeaders();
    private int rowsLeft;

    /// @param kept how long after their end; for ever if null
    Sweeper(KeyValueStore<Bytes, byte[]> store, Roll roll, @Nullable Duration kept) {
        this.store = store;
        this.roll = roll;
        this.kept = kept;
        keys(RowKey.remnants(), Integer.MAX_VALUE).forEach(key -> remnants.add(RowKey.remnant(key)));
    }

    /// Does the next part of its work.
    /// @return whether anything was removed
    boolean look(Instant now) {
        rowsLeft = ROWS_AT_ONCE;
        for (var workflow : List.copyOf(remnants)) {
            removeRows(workflow);
        }
        if (kept != null) {
            due(now.minus(kept)).forEach(this::forget);
        }
        return rowsLeft < ROWS_AT_ONCE;
    }

    /// Before a workflow of this id may begin: of one that was forgotten nothing is left then.
    void clear(WorkflowId workflow) {
        while (remnants.contains(workflow)) {
            rowsLeft = ROWS_AT_ONCE;
            removeRows(workflow);
        }
    }

    /// Among the next headers. One whose attempts are not all accounted for is kept, however long ago it ended.
    private List<Header> due(Instant before) {
        var found = new ArrayList<Header>();
        try (var headers = store.range(next, RowKey.afterHeaders())) {
            next = RowKey.beforeHeaders();
            for (int looked = 0; headers.hasNext(); looked++) {
                if (looked == HEADERS_AT_ONCE || found.size() == rowsLeft) {
                    next = headers.peekNextKey();
                    break;
                }
                var header = HeaderForm.read(headers.next().value);
                var endedAt = header.span().endedAt();
                if (header.state().isEnded() && endedAt != null && !endedAt.isAfter(before)
                        && header.load().active() == 0) {
                    found.add(header);
                }
            }
        }
        return found;
    }

    private void forget(Header header) {
        roll.forgotten(header, new RowReader(store, header.id()).knownOrigin());
        store.delete(RowKey.header(header.id()));
        rowsLeft--;
        if (store.delete(RowKey.sheaf(header.id())) == null) {
            remnants.add(header.id());
            store.put(RowKey.remnant(header.id()), PRESENT);
            removeRows(header.id());
        }
    }

    private void removeRows(WorkflowId workflow) {
        for (var range : RowKey.many(workflow)) {
            var keys = keys(range, rowsLeft);
            keys.forEach(store::delete);
            rowsLeft -= keys.size();
        }
        if (rowsLeft > 0) {
            List.of(RowKey.origin(workflow), RowKey.input(workflow), RowKey.remnant(workflow))
                    .forEach(store::delete);
            remnants.remove(workflow);
        }
    }

    private List<Bytes> keys(RowKey.Range range, int atMost) {
        var keys = new ArrayList<Bytes>();
        try (var rows = store.range(range.from(), range.to())) {
            while (keys.size() < atMost && rows.hasNext()) {
                keys.add(rows.next().key);
            }
        }
        return keys;
    }
}
