package dev.muster.coordinator.core;

import java.time.Instant;
import java.util.Objects;

/// What a decision needs to know of the world outside its workflow.
public record Moment(Instant at, Gating gating) {
    public Moment {
        Objects.requireNonNull(at);
        Objects.requireNonNull(gating);
    }
}
