package dev.muster.coordinator.streams;

import dev.muster.common.DefinitionName;
import dev.muster.common.Json;
import dev.muster.common.definition.WorkflowDefinition;
import dev.muster.common.error.NotReadyException;
import dev.muster.common.wire.DefinitionRecord;
import dev.muster.common.wire.WireFormat;
import dev.muster.coordinator.port.Definitions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The registered definitions: written to their topic, read from their table. Thread-safe.
final class KafkaDefinitions implements Definitions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

    private final Admission admission;
    private final DefinitionTable table;
    private final Publisher publisher;
    private final String topic;

    KafkaDefinitions(Admission admission, DefinitionTable table, Publisher publisher, String topic) {
        this.admission = admission;
        this.table = table;
        this.publisher = publisher;
        this.topic = topic;
    }

    @Override
    public synchronized int register(Json definition) {
        var compiled = admission.check(definition);
        var name = compiled.plan().definition().about().name();
        var json = compiled.definition().json();
        var newest = table.newest(name);
        if (newest.isPresent() && newest.get().definition().equals(json)) {
            return newest.get().version();
        }
        var version = newest.map(DefinitionRecord::version).orElse(0) + 1;
        publisher.publish(topic, DefinitionTable.key(name.value(), version),
                WireFormat.bytes(new DefinitionRecord(name.value(), version, json)));
        awaitVisible(name, version);
        return version;
    }

    @Override
    public WorkflowDefinition validate(Json definition) {
        return admission.check(definition).plan().definition();
    }

    @Override
    public Optional<Registered> find(String name, @Nullable Integer version) {
        var key = new DefinitionName(name);
        var found = version == null ? table.newest(key) : table.find(key, version);
        return found.map(this::registered);
    }

    @Override
    public List<Registered> all() {
        return table.newest().values().stream().map(this::registered).toList();
    }

    private Registered registered(DefinitionRecord record) {
        return new Registered(record.name(), record.version(), admission.description(record.definition()),
                record.definition());
    }

    /// Until the table has it, whoever registers next would take the same version.
    private void awaitVisible(DefinitionName name, int version) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (table.find(name, version).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new NotReadyException("the definition is in the log and could not be seen in time");
            }
            Threads.pause(LOOK_INTERVAL);
        }
    }
}
