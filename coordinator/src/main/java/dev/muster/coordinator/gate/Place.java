package dev.muster.coordinator.gate;

import java.time.Instant;

/// Where a holder stands at a gate.
public sealed interface Place {
    Holder holder();

    /// In line.
    /// @param ticket counts the gate's requests: those of one flow are served in its order
    record Waiting(Holder holder, Flow flow, long ticket, Instant since) implements Place {}

    /// With a permit.
    record Held(Holder holder, Instant since) implements Place {}

    /// Requests that are served one after the other, and share what is free with the other flows of their priority.
    record Flow(int priority, String key) {}
}
