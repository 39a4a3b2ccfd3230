package dev.muster.coordinator.port;

import org.jspecify.annotations.Nullable;

/// Which workflows to list.
/// @param limit 1 to 1000
/// @param cursor where the page before ended; from the start if null
public record WorkflowFilter(@Nullable String status, @Nullable String name, @Nullable String tag, int limit,
        @Nullable String cursor) {}
