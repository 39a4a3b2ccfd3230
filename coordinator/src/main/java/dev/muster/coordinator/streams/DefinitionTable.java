package dev.muster.coordinator.streams;

import dev.muster.common.DefinitionName;
import dev.muster.common.wire.DefinitionRecord;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/// The registered definitions, as the table of the `definitions` topic has them. A record that can't be read counts as
/// absent. As safe for threads as its store.
final class DefinitionTable {
    private final Supplier<ReadOnlyKeyValueStore<String, byte[]>> store;

    DefinitionTable(Supplier<ReadOnlyKeyValueStore<String, byte[]>> store) {
        this.store = store;
    }

    static String key(String name, int version) {
        return name + ':' + version;
    }

    Optional<DefinitionRecord> find(DefinitionName name, int version) {
        var value = store.get().get(key(name.value(), version));
        return value == null ? Optional.empty() : read(value);
    }

    Optional<DefinitionRecord> newest(DefinitionName name) {
        // ';' is the character after ':', which no name holds.
        try (var versions = store.get().range(name.value() + ':', name.value() + ';')) {
            return Optional.ofNullable(newestByName(versions).get(name.value()));
        }
    }

    /// The newest version of each name.
    SortedMap<String, DefinitionRecord> newest() {
        try (var all = store.get().all()) {
            return newestByName(all);
        }
    }

    private static SortedMap<String, DefinitionRecord> newestByName(
            KeyValueIterator<String, byte[]> entries) {
        var newest = new TreeMap<String, DefinitionRecord>();
        entries.forEachRemaining(entry -> read(entry.value).ifPresent(record -> newest.merge(record.name(),
                record, (one, other) -> one.version() > other.version() ? one : other)));
        return newest;
    }

    private static Optional<DefinitionRecord> read(byte[] value) {
        try {
            return Optional.of(WireFormat.read(DefinitionRecord.class, value));
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }
}
