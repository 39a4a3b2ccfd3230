package dev.muster.common.wire;

import dev.muster.common.Json;

/// A value on the compacted `definitions` topic; the record's key is `name:version`.
public record DefinitionRecord(String name, int version, Json definition) implements WireRecord {
    public DefinitionRecord {
        Required.text("name", name);
        Required.positive("version", version);
        Required.present("definition", definition);
    }
}
