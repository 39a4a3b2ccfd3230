package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.common.error.NotReadyException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// The stores of the partitions that are open here, for reading. What is read may not be committed yet. Thread-safe.
final class RowStores {
    private final Instance instance;
    private final int partitions;

    RowStores(Instance instance, int partitions) {
        this.instance = instance;
        this.partitions = partitions;
    }

    int partitions() {
        return partitions;
    }

    /// @throws NotReadyException if the workflow's partition is not open here
    <T> T read(WorkflowId id, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, T> question) {
        return read(partitionOf(id), question);
    }

    /// @throws NotReadyException if the partition is not open here
    <T> T read(int partition, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, T> question) {
        return asking(() -> question.apply(rows(partition)));
    }

    /// Whether the partition is this coordinator's, and is read to its end.
    /// @throws NotReadyException unless the coordinator works
    boolean isOpen(int partition) {
        try {
            // Kafka looks for the store only when it is read; nothing has this key.
            var _ = rows(partition).get(RowKey.beforeHeaders());
            return true;
        } catch (InvalidStateStoreException e) {
            return false;
        }
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> rows(int partition) {
        return instance.ask(streams -> streams.store(StoreQueryParameters
                .fromNameAndType(TopologyNames.ROWS_STORE,
                        QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition)));
    }

    /// A global table.
    /// @throws NotReadyException while it is being read
    ReadOnlyKeyValueStore<String, byte[]> table(String name) {
        if (!instance.hasTables()) {
            throw new NotReadyException("the coordinator is starting");
        }
        return asking(() -> instance.ask(streams -> streams.store(StoreQueryParameters.fromNameAndType(name,
                QueryableStoreTypes.<String, byte[]>keyValueStore()))));
    }

    /// As Kafka's producers choose the partition of a key.
    int partitionOf(WorkflowId id) {
        var key = id.value().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /// A question for a store.
    private interface Question<T> {
        T ask();
    }

    private static <T> T asking(Question<T> question) {
        try {
            return question.ask();
        } catch (InvalidStateStoreException e) {
            throw new NotReadyException(
                    "the coordinator is starting, or the workflow is moving to another one");
        }
    }
}
