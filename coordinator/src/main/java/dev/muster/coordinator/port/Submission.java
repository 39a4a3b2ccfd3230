package dev.muster.coordinator.port;

import dev.muster.common.Json;
import dev.muster.common.WorkflowId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A workflow to start: of a definition given whole, or of a registered one.
/// @param id the caller's own, which makes the submission idempotent; one is made up if null
/// @param version of the registered definition; its newest if null
public record Submission(@Nullable WorkflowId id, @Nullable Json definition, @Nullable String name,
        @Nullable Integer version, Json input, List<String> tags, @Nullable String createdBy) {
    /// @throws IllegalArgumentException unless there is either a definition or a name
    public Submission {
        if ((definition == null) == (name == null)) {
            throw new IllegalArgumentException(
                    "expected either a definition or the name of a registered one");
        }
        Objects.requireNonNull(input);
        tags = List.copyOf(tags);
    }
}
