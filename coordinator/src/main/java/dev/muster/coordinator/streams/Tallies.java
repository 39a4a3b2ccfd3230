package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.port.Figures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The tallies of the partitions that are open here, and what was refused since the start. Thread-safe.
final class Tallies {
    private final Map<Integer, Tally> byPartition = new ConcurrentHashMap<>();
    private final LongAdder stale = new LongAdder();

    /// Opens a partition, of which everything that is there already has been counted.
    void open(int partition, Tally tally) {
        byPartition.put(partition, tally);
    }

    /// Closes a partition, unless it was opened anew by another thread meanwhile.
    void close(int partition, Tally tally) {
        byPartition.remove(partition, tally);
    }

    void stale() {
        stale.increment();
    }

    /// Reports and timers for attempts that were over, since the start.
    long staleInputs() {
        return stale.sum();
    }

    /// How many workflows of the partitions that are open here are in each state.
    Map<String, Long> workflows() {
        var counts = new LinkedHashMap<String, Long>();
        for (var state : WorkflowState.values()) {
            counts.put(state.name(),
                    byPartition.values().stream().mapToLong(tally -> tally.workflows(state)).sum());
        }
        return counts;
    }

    /// @throws NotReadyException if the partition is not open here
    Figures figures(int partition) {
        var tally = byPartition.get(partition);
        if (tally == null) {
            throw new NotReadyException("the coordinator is starting, or the partition is moving");
        }
        return tally.figures();
    }
}
