package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.core.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The workflows of one partition that have attempts under way, by when they dispatched last: those that have not for long
/// are looked at, in case an attempt vanished. Owned by the stream thread.
final class Watchlist {
    private final Map<WorkflowId, Long> since = new LinkedHashMap<>();

    /// @param hasDispatched an attempt was published just now
    void changed(Header header, boolean hasDispatched, long nowMillis) {
        if (header.load().active() == 0) {
            since.remove(header.id());
        } else if (hasDispatched) {
            since.remove(header.id());
            since.put(header.id(), nowMillis);
        }
    }

    /// @param dispatchedMillis not after that
    record Watched(WorkflowId workflow, long dispatchedMillis) {}

    List<Watched> unchangedFor(Duration patience, long nowMillis) {
        var found = new ArrayList<Watched>();
        for (var entry : since.entrySet()) {
            if (nowMillis - entry.getValue() < patience.toMillis()) {
                break;
            }
            found.add(new Watched(entry.getKey(), entry.getValue()));
        }
        return found;
    }
}
