package dev.muster.coordinator.streams;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/// The tallies of the partitions that are open here, and what was refused since the start. Thread-safe.
final class Tallies {
    private final Map<Integer, Tally> byPartition = new ConcurrentHashMap<>();
    private final LongAdder stale = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();

    Tally open(int partition) {
        var tally = new Tally();
        byPartition.put(partition, tally);
        return tally;
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

    long sum(ToLongFunction<Tally> figure) {
        return byPartition.values().stream().mapToLong(figure).sum();
    }
}
