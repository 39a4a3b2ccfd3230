package dev.muster.dev.simulation;

import dev.muster.common.Topics;
import dev.muster.common.wire.WireFormat;
import dev.muster.common.wire.WireRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;

/// The topics that coordinators read, and how far each record is in them. Records are there once they are committed.
/// Owned by the simulation's thread.
final class Log {
    static final Topics TOPICS = Topics.DEFAULT;
    static final int PARTITIONS = 2;

    private final Map<String, List<List<Entry>>> topics = Map.of(TOPICS.commands(), partitions(PARTITIONS),
            TOPICS.reports(), partitions(PARTITIONS), TOPICS.gates(), partitions(1), TOPICS.workers(),
            partitions(1));
    private final BiConsumer<String, Integer> onAppend;

    /// @param onAppend told the topic and the partition
    Log(BiConsumer<String, Integer> onAppend) {
        this.onAppend = onAppend;
    }

    record Entry(String key, Bytes value) {}

    private static List<List<Entry>> partitions(int count) {
        var partitions = new ArrayList<List<Entry>>();
        for (int partition = 0; partition < count; partition++) {
            partitions.add(new ArrayList<>());
        }
        return partitions;
    }

    void append(String topic, String key, WireRecord value) {
        var partitions = Objects.requireNonNull(topics.get(topic), topic);
        var partition = Math.floorMod(key.hashCode(), partitions.size());
        partitions.get(partition).add(new Entry(key, Bytes.wrap(WireFormat.bytes(value))));
        onAppend.accept(topic, partition);
    }

    List<Entry> partition(String topic, int partition) {
        return Objects.requireNonNull(topics.get(topic), topic).get(partition);
    }
}
