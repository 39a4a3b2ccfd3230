package dev.muster.coordinator.streams;

import dev.muster.coordinator.port.OwnAnswers.Gate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How the gates of this coordinator's partitions stand. Written by stream threads, read by any.
final class GateFigures {
    private final Map<String, Gate> byGate = new ConcurrentHashMap<>();

    void set(String name, Gate gate) {
        byGate.put(name, gate);
    }

    void forget(String name) {
        byGate.remove(name);
    }

    Map<String, Gate> all() {
        return Map.copyOf(byGate);
    }
}
