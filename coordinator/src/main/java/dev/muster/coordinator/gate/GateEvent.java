package dev.muster.coordinator.gate;

import java.time.Instant;

/// What happened at a gate. [GateLedger] alone turns events into state.
public sealed interface GateEvent {
    /// @param place in the line
    record Requested(Place.Waiting place) implements GateEvent {}

    /// A permit was given to who was first in line.
    record Granted(Holder holder) implements GateEvent {}

    /// A permit was given to one that did not stand in line: there was none, or it was forced.
    record Passed(Holder holder) implements GateEvent {}

    record Withdrawn(Holder holder) implements GateEvent {}

    record Released(Holder holder) implements GateEvent {}

    record Configured(Terms terms) implements GateEvent {}

    /// More could be granted than fits into one step.
    record MoreToGrant(Instant at) implements GateEvent {}
}
