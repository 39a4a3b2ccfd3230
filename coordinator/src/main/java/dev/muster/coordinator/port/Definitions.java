package dev.muster.coordinator.port;

import dev.muster.common.Json;
import dev.muster.common.definition.WorkflowDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The registered definitions. Thread-safe.
public interface Definitions {
    /// Registers a definition, as the next version of its name unless it is equal to the newest.
    /// @return the version that it has
    /// @throws dev.muster.common.error.InvalidDefinitionException if it is not valid, or names an agent or action that
    /// no worker registered
    int register(Json definition);

    /// Checks a definition without registering it.
    /// @throws dev.muster.common.error.InvalidDefinitionException as in [#register]
    WorkflowDefinition validate(Json definition);

    /// @param version its newest if null
    Optional<Registered> find(String name, @Nullable Integer version);

    /// The newest version of each name, by name.
    List<Registered> all();

    /// @param definition as it was registered
    record Registered(String name, int version, @Nullable String description, Json definition) {}
}
