package dev.muster.coordinator.streams;

import dev.muster.common.WorkerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells which workers have been silent for too long.
///
/// A worker is heard when its heartbeat is processed, whatever time the record bears: a coordinator that comes late to
/// its heartbeats must not take that for silence. For the same reason silence counts only while this one listens: from
/// its start, and anew after it was held up itself, or was busy for long with what came before. Owned by the stream thread.
final class Silences {
    private final long tolerated;
    private final Map<WorkerId, Long> heard = new HashMap<>();
    private long listeningSince;
    private long lastLook;

    Silences(Duration tolerated, long nowMillis) {
        this.tolerated = tolerated.toMillis();
        this.listeningSince = nowMillis;
        this.lastLook = nowMillis;
    }

    void hear(WorkerId worker, long nowMillis) {
        heard.put(worker, nowMillis);
    }

    void forget(WorkerId worker) {
        heard.remove(worker);
    }

    /// To be asked much more often than a silence lasts.
    /// @param behind for how long nothing more was read
    List<WorkerId> tooLong(long nowMillis, Duration behind) {
        if (Math.max(nowMillis - lastLook, behind.toMillis()) > tolerated / 2) {
            listeningSince = nowMillis;
        }
        lastLook = nowMillis;
        return heard.entrySet()
                .stream()
                .filter(entry -> nowMillis - Math.max(entry.getValue(), listeningSince) >= tolerated)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
