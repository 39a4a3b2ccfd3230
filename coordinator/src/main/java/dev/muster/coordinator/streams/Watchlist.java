package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Header;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The workflows of one partition that have attempts under way, by when they dispatched or were looked at last: those of which
/// neither is so for long are looked at, in case an attempt vanished. Owned by the stream thread.
final class Watchlist {
    /// At each look: some milliseconds. Of more that wait, each waits longer.
    static final int AT_ONCE = 500;

    private final Map<WorkflowId, Entry> entries = new LinkedHashMap<>();

    private record Entry(long dispatchedMillis, long sinceMillis) {}

    /// @param hasDispatched an attempt was published just now
    void changed(Header header, boolean hasDispatched, long nowMillis) {
        if (header.load().active() == 0) {
            entries.remove(header.id());
        } else if (hasDispatched) {
            putLast(header.id(), new Entry(nowMillis, nowMillis));
        }
    }

    /// @param dispatchedMillis not after that
    record Watched(WorkflowId workflow, long dispatchedMillis) {}

    /// The next ones that neither dispatched nor were told here for so long.
    List<Watched> due(Duration patience, long nowMillis) {
        var due = entries.entrySet().stream()
                .takeWhile(entry -> nowMillis - entry.getValue().sinceMillis() >= patience.toMillis())
                .limit(AT_ONCE)
                .map(entry -> new Watched(entry.getKey(), entry.getValue().dispatchedMillis())).toList();
        due.forEach(watched -> putLast(watched.workflow(),
                new Entry(watched.dispatchedMillis(), nowMillis)));
        return due;
    }

    private void putLast(WorkflowId workflow, Entry entry) {
        entries.remove(workflow);
        entries.put(workflow, entry);
    }
}
