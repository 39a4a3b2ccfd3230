package dev.muster.common.wire;

import java.util.List;

/// A value on the compacted `agents` topic; the record's key is the agent type.
/// @param actions by name; `*` stands for any
public record AgentRecord(List<String> actions) implements WireRecord {
    public AgentRecord {
        Required.present("actions", actions);
        actions = List.copyOf(actions);
    }
}
