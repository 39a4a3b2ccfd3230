package dev.muster.coordinator.port;

import org.jspecify.annotations.Nullable;

/// Which dead letters to list.
/// @param topic where the record was read; any if null
/// @param limit 1 to 1000
/// @param cursor where the page before ended; from the newest if null
public record DeadLetterFilter(DeadLetterView.State state, @Nullable String topic, int limit,
        @Nullable String cursor) {}
