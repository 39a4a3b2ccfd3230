package dev.muster.coordinator.port;

import java.util.Optional;

/// Knows callers by their tokens. Thread-safe.
@FunctionalInterface
public interface Identities {
    /// @return whose token it is; empty if it is nobody's, or no longer
    /// @throws dev.muster.common.error.NotReadyException if that can't be told now
    Optional<Caller> who(String token);
}
