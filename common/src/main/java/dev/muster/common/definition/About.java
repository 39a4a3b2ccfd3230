package dev.muster.common.definition;

import dev.muster.common.DefinitionName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What people say of a definition. None of it changes how it runs.
/// @param version 1 or more; a registered name has many
public record About(DefinitionName name, int version, @Nullable String description,
        @Nullable String createdBy,
        List<String> tags, Map<String, String> metadata) {
    /// @throws IllegalArgumentException if the version is below 1
    public About {
        Objects.requireNonNull(name);
        if (version < 1) {
            throw new IllegalArgumentException("version must be 1 or more");
        }
        tags = List.copyOf(tags);
        metadata = Map.copyOf(metadata);
    }
}
