package dev.muster.coordinator.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/// Which partitions are held back by a transaction that has been open for much longer than any of a coordinator may be. Not
/// thread-safe.
final class LateTransactions {
    /// Ten times what a coordinator's transaction may take before Kafka ends it.
    static final Duration LATE_AFTER = Duration.ofMinutes(1);

    private final Map<TopicPartition, Held> held = new HashMap<>();

    /// @param committed where the first record stands that is not committed, nor aborted
    /// @param all where the next record will stand
    record Ends(long committed, long all) {}

    private record Held(long at, long sinceMillis) {}

    /// @param nowMillis of a clock that only goes forward, in milliseconds
    /// @return those whose committed end has stood still for so long, and where it stands: before the transaction's first record
    Map<TopicPartition, Long> looked(Map<TopicPartition, Ends> partitions, long nowMillis) {
        held.keySet().retainAll(partitions.keySet());
        partitions.forEach((partition, ends) -> {
            if (ends.committed() >= ends.all()) {
                held.remove(partition);
            } else {
                held.merge(partition, new Held(ends.committed(), nowMillis),
                        (before, now) -> before.at() == now.at() ? before : now);
            }
        });
        return held.entrySet().stream()
                .filter(one -> nowMillis - one.getValue().sinceMillis() >= LATE_AFTER.toMillis())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> one.getValue().at()));
    }
}
