package dev.muster.coordinator.streams;

import dev.muster.common.format.Definition;
import dev.muster.coordinator.core.Plan;
import java.util.Objects;

/// A definition ready to run.
/// @param hash of the text that it was read from
record CompiledDefinition(ContentHash hash, Definition definition, Plan plan) {
    CompiledDefinition {
        Objects.requireNonNull(hash);
        Objects.requireNonNull(definition);
        Objects.requireNonNull(plan);
    }
}
