package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.port.Figures;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The tallies of the partitions that are open here, and what was refused since the start. Thread-safe.
final class Tallies {
    private final Map<Integer, Tally> byPartition = new ConcurrentHashMap<>();
    private final LongAdder stale = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();

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

    void deadLetter() {
        deadLetters.increment();
    }

    /// Reports and timers for attempts that were over, since the start.
    long staleInputs() {
        return stale.sum();
    }

    long deadLetters() {
        return deadLetters.sum();
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
