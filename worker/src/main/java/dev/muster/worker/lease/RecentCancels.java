package dev.muster.worker.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The attempts that were cancelled lately, for those that arrive after their cancellation. Forgets the oldest when
/// it is full, and each after a while: a task that comes later than that is stopped by the coordinator's fence
/// alone. Thread-safe.
public final class RecentCancels {
    private final int capacity;
    private final Duration memory;
    private final Map<AttemptKey, Instant> cancelled = new LinkedHashMap<>();

    public RecentCancels(int capacity, Duration memory) {
        this.capacity = capacity;
        this.memory = memory;
    }

    public synchronized void add(AttemptKey attempt, Instant now) {
        // Put anew, so that the order of the entries is that of their instants.
        cancelled.remove(attempt);
        cancelled.put(attempt, now);
        var oldest = cancelled.entrySet().iterator();
        while (oldest.hasNext()) {
            var entry = oldest.next();
            if (cancelled.size() <= capacity && entry.getValue().plus(memory).isAfter(now)) {
                return;
            }
            oldest.remove();
        }
    }

    public synchronized boolean contains(AttemptKey attempt, Instant now) {
        var since = cancelled.get(attempt);
        return since != null && since.plus(memory).isAfter(now);
    }
}
