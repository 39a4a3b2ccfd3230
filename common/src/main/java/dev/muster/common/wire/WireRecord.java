package dev.muster.common.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/// A value on one of Muster's topics.
///
/// A record's constructor refuses what its topic must not carry, with an [IllegalArgumentException] that says so.
@JsonPropertyOrder("v")
public sealed interface WireRecord
        permits GateRecord, CommandRecord, ReportRecord, TaskRecord, WorkerRecord, ControlRecord,
        AgentRecord, DefinitionRecord {
    /// The version that this code writes, and the only one that it reads.
    int VERSION = 1;

    @JsonProperty(value = "v", access = JsonProperty.Access.READ_ONLY)
    default int v() {
        return VERSION;
    }
}
