package dev.muster.coordinator.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/// Which partitions are held back by a transaction that stays open. Counted in looks and not by a clock: while Kafka is away nobody
/// ends a transaction, and nobody looks. Not thread-safe.
final class LateTransactions {
    /// At four a minute, ten times what a coordinator's transaction may take before Kafka ends it.
    static final int LOOKS = 5;

    private final Map<TopicPartition, Held> held = new HashMap<>();

    /// @param committed where the first record stands that is not committed, nor aborted
    /// @param all where the next record will stand
    record Ends(long committed, long all) {}

    private record Held(long at, int looks) {}

    /// @return those whose committed end has stood still for so many looks, and where it stands: before the transaction's first record
    Map<TopicPartition, Long> looked(Map<TopicPartition, Ends> partitions) {
        held.keySet().retainAll(partitions.keySet());
        partitions.forEach((partition, ends) -> {
            if (ends.committed() >= ends.all()) {
                held.remove(partition);
            } else {
                held.merge(partition, new Held(ends.committed(), 1),
                        (before, now) -> before.at() == now.at()
                                ? new Held(before.at(), before.looks() + 1)
                                : now);
            }
        });
        return held.entrySet().stream().filter(one -> one.getValue().looks() >= LOOKS)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> one.getValue().at()));
    }
}
