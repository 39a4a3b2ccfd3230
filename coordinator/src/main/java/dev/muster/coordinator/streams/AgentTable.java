package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// The registered agent types, as the table of the `agents` topic has them. A record that can't be read counts as absent.
/// As safe for threads as its store.
final class AgentTable {
    private final Supplier<ReadOnlyKeyValueStore<String, byte[]>> store;

    AgentTable(Supplier<ReadOnlyKeyValueStore<String, byte[]>> store) {
        this.store = store;
    }

    Optional<AgentRecord> find(AgentType type) {
        var value = store.get().get(type.value());
        return value == null ? Optional.empty() : read(value);
    }

    SortedMap<AgentType, AgentRecord> all() {
        var agents = new TreeMap<AgentType, AgentRecord>();
        try (var entries = store.get().all()) {
            entries.forEachRemaining(
                    entry -> read(entry.value)
                            .ifPresent(agent -> agents.put(new AgentType(entry.key), agent)));
        }
        return agents;
    }

    private static Optional<AgentRecord> read(byte[] value) {
        try {
            return Optional.of(WireFormat.read(AgentRecord.class, value));
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }
}
