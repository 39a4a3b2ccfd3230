package dev.muster.coordinator.port;

import java.util.Objects;

/// Somebody whose token is known.
/// @param name as logs tell it; never the token
public record Caller(String name, Role role) {
    public Caller {
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
    }
}
