package dev.muster.worker.lease;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The attempts that this worker holds under its lease: each from the moment of its claim until its report is
/// durable. Every heartbeat lists them all. Thread-safe.
public final class Claims {
    private final Set<AttemptKey> held = new LinkedHashSet<>();

    public synchronized void add(AttemptKey attempt) {
        held.add(attempt);
    }

    public synchronized void remove(AttemptKey attempt) {
        held.remove(attempt);
    }

    /// In the order in which they were claimed.
    public synchronized List<AttemptKey> held() {
        return List.copyOf(held);
    }
}
