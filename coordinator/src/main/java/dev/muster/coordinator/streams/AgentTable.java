package dev.muster.coordinator.streams;

import dev.muster.common.AgentType;
import dev.muster.common.wire.AgentRecord;
import dev.muster.common.wire.AgentSettings;
import dev.muster.common.wire.UnreadableRecordException;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.core.Gating;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// The registered agent types, as the table of the `agents` topic has them. A record that can't be read counts as absent.
/// As safe for threads as its store.
final class AgentTable {
    private final Supplier<ReadOnlyKeyValueStore<String, byte[]>> store;
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    /// An entry beside the bytes that it was read from.
    private static final class Parsed {
        private final byte[] value;
        private final Optional<AgentRecord> entry;

        Parsed(byte[] value) {
            this.value = value;
            this.entry = read(value);
        }
    }

    AgentTable(Supplier<ReadOnlyKeyValueStore<String, byte[]>> store) {
        this.store = store;
    }

    Optional<AgentRecord> find(AgentType type) {
        return find(type.value());
    }

    /// Those of them that are registered.
    Map<AgentType, AgentRecord> find(Set<AgentType> types) {
        var found = new HashMap<AgentType, AgentRecord>();
        types.forEach(type -> find(type).ifPresent(entry -> found.put(type, entry)));
        return found;
    }

    /// The entry that stands for all workflows.
    Optional<AgentRecord> workflows() {
        return find(AgentRecord.WORKFLOWS);
    }

    /// How many workflows may run at once; any number if null.
    @Nullable
    Integer runningLimit() {
        return workflows().map(AgentRecord::settings).map(AgentSettings::limit).orElse(null);
    }

    Gating gating(Set<AgentType> among) {
        var gated = among.stream().filter(type -> find(type).filter(AgentRecord::isGated).isPresent())
                .collect(Collectors.toSet());
        return new Gating(gated, workflows().filter(AgentRecord::isGated).isPresent());
    }

    private Optional<AgentRecord> find(String key) {
        var value = store.get().get(key);
        if (value == null) {
            return Optional.empty();
        }
        var known = parsed.get(key);
        if (known == null || !Arrays.equals(known.value, value)) {
            known = new Parsed(value);
            parsed.put(key, known);
        }
        return known.entry;
    }

    SortedMap<AgentType, AgentRecord> all() {
        var agents = new TreeMap<AgentType, AgentRecord>();
        try (var entries = store.get().all()) {
            entries.forEachRemaining(entry -> {
                if (!entry.key.equals(AgentRecord.WORKFLOWS)) {
                    read(entry.value).ifPresent(agent -> agents.put(new AgentType(entry.key), agent));
                }
            });
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
