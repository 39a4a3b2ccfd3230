package dev.muster.coordinator.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How the gates of this coordinator's partitions stand. Written by stream threads, read by any.
final class GateFigures {
    private final Map<String, Figure> byGate = new ConcurrentHashMap<>();
    private final LongAdder granted = new LongAdder();

    /// @param held permits that are out
    /// @param waiting requests in line
    /// @param oldestMillis since when the oldest of them waits, in milliseconds of the epoch; 0 if none does
    record Figure(int held, int waiting, long oldestMillis) {}

    void set(String gate, int held, int waiting, long oldestMillis) {
        byGate.put(gate, new Figure(held, waiting, oldestMillis));
    }

    void forget(String gate) {
        byGate.remove(gate);
    }

    /// A task got its permit.
    void granted() {
        granted.increment();
    }

    Map<String, Figure> all() {
        return Map.copyOf(byGate);
    }
}
