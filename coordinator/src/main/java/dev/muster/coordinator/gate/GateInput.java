package dev.muster.coordinator.gate;

import java.util.Objects;

/// What may happen to a gate.
public sealed interface GateInput {
    /// @param priority higher is served first
    /// @param key requests of one fairness key share its weight
    /// @param forced granted at once, whatever the terms
    record Request(Holder holder, int priority, String key, boolean forced) implements GateInput {
        public Request {
            Objects.requireNonNull(holder);
            Objects.requireNonNull(key);
        }
    }

    /// Takes a request back; a permit that is held stays with its holder.
    record Withdraw(Holder holder) implements GateInput {}

    /// The holder is done with: its permit is free, or its request void.
    record Release(Holder holder) implements GateInput {}

    /// The terms are others from now on.
    record Configure(Terms terms) implements GateInput {}

    /// Time has passed.
    record Tick() implements GateInput {}
}
