package dev.muster.coordinator.streams;

import dev.muster.common.error.NotReadyException;
import dev.muster.coordinator.core.WorkflowState;
import dev.muster.coordinator.monitor.SlidingRate;
import dev.muster.coordinator.port.Figures;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The rolls of the partitions that are open here, and what was refused since the start. Thread-safe.
final class Tallies {
    private final Map<Integer, Roll> byPartition = new ConcurrentHashMap<>();
    private final LongAdder stale = new LongAdder();
    private final InstantSource clock;
    private final SlidingRate starts;

    Tallies(InstantSource clock) {
        this.clock = clock;
        this.starts = new SlidingRate(clock.millis());
    }

    /// Opens a partition, of which everything that is there already has been counted.
    void open(int partition, Roll roll) {
        byPartition.put(partition, roll);
    }

    /// Closes a partition, unless it was opened anew by another thread meanwhile.
    void close(int partition, Roll roll) {
        byPartition.remove(partition, roll);
    }

    /// A workflow is pending no more.
    void started(long nowMillis) {
        starts.count(nowMillis);
    }

    /// @param workflows that are pending in the fleet, if all its partitions have as many as those that are open here
    /// @param startedPerSecond of them, over the last minute
    record Pending(long workflows, double startedPerSecond) {}

    /// @param partitions of the fleet
    Pending pending(int partitions) {
        var open = byPartition.size();
        if (open == 0) {
            return new Pending(0, 0);
        }
        var here = byPartition.values().stream()
                .mapToLong(roll -> roll.tally().workflows(WorkflowState.PENDING))
                .sum();
        var share = partitions / (double) open;
        return new Pending(Math.round(here * share), starts.perSecond(clock.millis()) * share);
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
                    byPartition.values().stream().mapToLong(roll -> roll.tally().workflows(state)).sum());
        }
        return counts;
    }

    /// @throws NotReadyException if the partition is not open here
    Figures figures(int partition) {
        return roll(partition).tally().figures();
    }

    /// @throws NotReadyException if the partition is not open here
    WorkflowIndex index(int partition) {
        return roll(partition).index();
    }

    private Roll roll(int partition) {
        var roll = byPartition.get(partition);
        if (roll == null) {
            throw new NotReadyException("the coordinator is starting, or the partition is moving");
        }
        return roll;
    }
}
